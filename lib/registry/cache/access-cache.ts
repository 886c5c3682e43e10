import { LRUCache } from 'lru-cache';
import type { Digest } from '#lib/oci/digest';
import { fixedLimits } from '#lib/registry/limits';

/** What a tag pointed to, and the `ETag` by which the registry says that it still does. */
type TagState = { readonly digest: Digest; readonly mediaType: string; readonly etag: string };

/** What one session may see, as the registry has shown it for the session's own credentials. */
export type AccessCache = {
  /** The type of a manifest that the registry has shown this session lately. */
  readonly provenType: (repository: string, digest: Digest) => string | undefined;
  readonly recordAccess: (by: 'read' | 'head', repository: string, digest: Digest, mediaType: string) => void;
  readonly tagState: (repository: string, tag: string) => TagState | undefined;
  readonly recordTag: (repository: string, tag: string, state: TagState | undefined) => void;
  /** A refusal ends all access to the repository that was shown before. */
  readonly forget: (repository: string) => void;
  /** To be called after a manifest or tag was written or deleted: what is stored of it, or being read, is out of date. */
  readonly forgetSelector: (repository: string, selector: string) => void;
  /** Changes with each `forgetSelector`: what was read in another generation must not be remembered in this one. */
  readonly generation: () => number;
};

type AccessRecord = { readonly repository: string; readonly mediaType: string; readonly until: number };

const { accessRecordsMax, accessByReadMs, accessByHeadMs, tagStatesMax } = fixedLimits;
const lifeMs = { read: accessByReadMs, head: accessByHeadMs };

/** An empty cache. It lives as long as its session's connection. */
export function createAccessCache(now: () => number): AccessCache {
  const records = new LRUCache<string, AccessRecord>({ max: accessRecordsMax });
  let generation = 0;
  const tags = new LRUCache<string, TagState>({ max: tagStatesMax });
  return {
    provenType: (repository, digest) => {
      const record = records.get(`${repository}@${digest}`);
      return record !== undefined && record.until > now() ? record.mediaType : undefined;
    },
    recordAccess: (by, repository, digest, mediaType) => {
      const until = now() + lifeMs[by];
      records.set(`${repository}@${digest}`, { repository, mediaType, until });
    },
    tagState: (repository, tag) => tags.get(`${repository}:${tag}`),
    recordTag: (repository, tag, state) => {
      if (state === undefined) tags.delete(`${repository}:${tag}`);
      else tags.set(`${repository}:${tag}`, state);
    },
    forget: (repository) => {
      for (const [key, record] of records.entries())
        if (record.repository === repository) records.delete(key);
    },
    forgetSelector: (repository, selector) => {
      generation += 1;
      records.delete(`${repository}@${selector}`);
      tags.delete(`${repository}:${selector}`);
      for (const [key, { digest }] of tags.entries()) {
        if (digest === selector && key.startsWith(`${repository}:`)) tags.delete(key);
      }
    },
    generation: () => generation,
  };
}
