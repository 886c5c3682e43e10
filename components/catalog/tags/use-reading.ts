import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { contentSizeQuery, summaryQuery, tagDigestQuery } from '#lib/api/queries/summary-query';
import type { TagFacts } from './tag-facts.ts';
import { isRead } from './tag-facts.ts';

/** So many tags are read for an order by themselves, and so many more with each request: each is two questions or three. */
const readAtOnce = 2_000;

/** So many are read at the same time; the questions of all rows share their limit with these. */
const readers = 6;

export type Reading = {
  /** How many of the tags are read. */
  readonly read: number;
  readonly total: number;
  readonly isReading: boolean;
  readonly stop: () => void;
  readonly goOn: () => void;
};

type ReadingOptions = {
  /** `host/name` */
  readonly repository: string;
  readonly tags: readonly string[];
  readonly facts: TagFacts;
  /** Whether the order needs more than the names. */
  readonly isNeeded: boolean;
  /** Whether it needs the sizes of platforms. */
  readonly withSize: boolean;
};

/** Reads what an order needs to know about every tag, those in sight or not. */
export function useReading({ repository, tags, facts, isNeeded, withSize }: ReadingOptions): Reading {
  const client = useQueryClient();
  const [isStopped, setStopped] = useState(false);
  const [allowed, setAllowed] = useState(readAtOnce);
  const unread = isNeeded ? tags.filter((tag) => !isRead(facts, tag, withSize)) : [];
  const read = tags.length - unread.length;
  const isReading = unread.length > 0 && !isStopped && read < allowed;
  const known = useRef(facts);
  useEffect(() => {
    known.current = facts;
  });
  // Syncs with the registry, for as long as somebody waits for the order.
  useEffect(() => {
    if (!isReading) return;
    let isOver = false;
    const waiting = tags.values();
    const work = async () => {
      for (const tag of waiting) {
        if (isOver) return;
        if (!isRead(known.current, tag, withSize)) await readTag(tag);
      }
    };
    const readTag = async (tag: string) => {
      // What fails stays in the cache with its reason: the row tells it, and the order puts it last.
      const resolved = tagDigestQuery(`${repository}:${tag}`);
      await client.prefetchQuery(resolved);
      const digest = client.getQueryData(resolved.queryKey)?.digest;
      if (digest === undefined) return;
      const row = summaryQuery(`${repository}:${tag}@${digest}`);
      await client.prefetchQuery(row);
      const pulled = withSize ? client.getQueryData(row.queryKey)?.pulled : undefined;
      if (pulled !== undefined && pulled.contentSize === undefined)
        await client.prefetchQuery(contentSizeQuery(`${repository}@${pulled.digest}`));
    };
    for (let reader = 0; reader < readers; reader++) void work();
    return () => {
      isOver = true;
    };
  }, [client, isReading, repository, tags, withSize]);
  return {
    read,
    total: tags.length,
    isReading,
    stop: () => setStopped(true),
    goOn: () => {
      setStopped(false);
      setAllowed(Math.max(allowed, read + readAtOnce));
    },
  };
}
