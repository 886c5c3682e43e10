'use client';
import type { InfiniteData } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { streamAudit } from '#lib/api/client/stream-audit';
import type { Names } from '#lib/api/contract/registry-contract';
import { tagsQuery } from '#lib/api/queries/queries';
import type { AuditQuery } from './audit-query.ts';
import type { AuditReader, AuditSnapshot } from './audit-reader.ts';
import { createAuditReader } from './audit-reader.ts';
import type { AuditState } from './audit-state.ts';
import { firstTags } from './first-tags.ts';

/** An audit as this page reads it, and the ways to stop it and to go on. */
export type AuditReading = AuditSnapshot & Pick<AuditReader, 'stop' | 'goOn' | 'askAgain'>;

/**
 * Reads an audit while the page shows it, of tags that are known those first that a list of them shows on top; what was
 * read a moment ago is there at once. The component that uses it has the
 * query as its key.
 */
export function useAudit(asked: AuditQuery): AuditReading {
  const client = useQueryClient();
  const [query] = useState(asked);
  const [reader] = useState(() =>
    createAuditReader({
      stream: ({ artifact, isFresh, signal }) => {
        const pages = client.getQueryData<InfiniteData<Names>>(tagsQuery(query.ref).queryKey)?.pages ?? [];
        const text = new URLSearchParams(location.search).get('find') ?? '';
        const start = firstTags(
          pages.flatMap(({ names }) => names),
          text,
        );
        return streamAudit(parametersOf(query, { artifact, start, isFresh }), signal);
      },
      now: () => performance.now(),
      known: client.getQueryData<AuditState>(keyOf(query)),
    }),
  );
  const snapshot = useSyncExternalStore(reader.subscribe, reader.snapshot, reader.snapshot);
  // Syncs with the stream of the server: who leaves ends it, and what was read is kept for who comes back.
  useEffect(() => {
    const close = reader.open();
    return () => {
      close();
      client.setQueryData(keyOf(query), reader.snapshot().state);
    };
  }, [reader, client, query]);
  return { ...snapshot, stop: reader.stop, goOn: reader.goOn, askAgain: reader.askAgain };
}

type Asked = {
  readonly artifact: string | undefined;
  readonly start: string | undefined;
  readonly isFresh: boolean;
};

function parametersOf({ repositories, ...rest }: AuditQuery, { artifact, start, isFresh }: Asked) {
  const fresh = isFresh ? ({ fresh: '1' } as const) : {};
  if (artifact !== undefined) return { ...rest, ref: artifact, ...fresh };
  return {
    ...rest,
    ...(repositories === undefined ? {} : { repositories }),
    ...(start === undefined ? {} : { start }),
    ...fresh,
  };
}

function keyOf(query: AuditQuery) {
  return ['audit', query] as const;
}
