import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Resolved } from '#lib/api/contract/registry-contract';
import type { Summary } from '#lib/graph/summary';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import type { TagFacts } from './tag-facts.ts';
import { noFacts } from './tag-facts.ts';

/** What is known of the tags whose rows were in view, that were opened before, or that were read for an order. */
export function useTagFacts(repository: string): TagFacts {
  const client = useQueryClient();
  const [facts, setFacts] = useState(noFacts);
  // Syncs with the query cache, which forgets what is long out of sight; what came in one frame draws the list once.
  useEffect(() => {
    const cache = client.getQueryCache();
    let keys: readonly QueryKey[] = cache.getAll().map(({ queryKey }) => queryKey);
    const take = () => {
      const news = keys.flatMap((key) => newsOf(key, repository));
      keys = [];
      if (news.length > 0) setFacts((known) => withNews(known, news, client, repository));
    };
    let frame = requestAnimationFrame(take);
    const stop = cache.subscribe((event) => {
      if (event.type !== 'updated') return;
      if (event.action.type !== 'success' && event.action.type !== 'error') return;
      keys = [...keys, event.query.queryKey];
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(take);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [client, repository]);
  return facts;
}

/** A question about a tag or a digest of the repository that has an answer, or failed. */
type News = { readonly about: 'resolve' | 'summary' | 'content-size'; readonly name: string };

function newsOf([about, reference]: QueryKey, repository: string): readonly News[] {
  if (about !== 'resolve' && about !== 'summary' && about !== 'content-size') return [];
  if (typeof reference !== 'string' || !reference.startsWith(repository)) return [];
  const joint = reference.charAt(repository.length);
  return joint === ':' || joint === '@' ? [{ about, name: reference.slice(repository.length + 1) }] : [];
}

/** What is known with the news; what did not change stays the same map, so that nothing is grouped anew. */
function withNews(known: TagFacts, news: readonly News[], client: QueryClient, repository: string): TagFacts {
  const digests = new Map<string, Digest>();
  const summaries = new Map<Digest, Summary | null>();
  const sizes = new Map<Digest, number | null>();
  const failed = new Set(known.failed);
  for (const { about, name } of news) {
    const key = [about, `${repository}${about === 'resolve' ? ':' : '@'}${name}`];
    if (client.getQueryState(key)?.status === 'error') failed.add(name);
    else failed.delete(name);
    if (about === 'resolve') {
      const digest = client.getQueryData<Resolved>(key)?.digest;
      if (digest !== undefined && known.digests.get(name) !== digest) digests.set(name, digest);
    } else if (isDigest(name)) {
      const summary = about === 'summary' ? client.getQueryData<Summary | null>(key) : undefined;
      if (summary !== undefined) summaries.set(name, summary);
      const size = about === 'content-size' ? client.getQueryData<number | null>(key) : undefined;
      if (size !== undefined) sizes.set(name, size);
    }
  }
  return {
    digests: withAll(known.digests, digests),
    summaries: withAll(known.summaries, summaries),
    sizes: withAll(known.sizes, sizes),
    failed,
  };
}

function withAll<Key, Value>(known: ReadonlyMap<Key, Value>, news: ReadonlyMap<Key, Value>) {
  return news.size === 0 ? known : new Map([...known, ...news]);
}
