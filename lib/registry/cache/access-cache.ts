import { LRUCache } from 'lru-cache';
import type { Digest } from '#lib/oci/digest';
import { fixedLimits } from '#lib/registry/limits';

/** What a tag pointed to, and the word by which the registry tells that it still does. */
type TagState = { readonly digest: Digest; readonly mediaType: string; readonly etag: string };

/** What one session has proven about its own access, by asking the registry with its own credentials. */
export type AccessCache = {
  /** The type of a manifest that the registry has shown this session lately. */
  readonly provenType: (repository: string, digest: Digest) => string | undefined;
  readonly recordAccess: (by: 'read' | 'head', repository: string, digest: Digest, mediaType: string) => void;
  readonly tagState: (repository: string, tag: string) => TagState | undefined;
  readonly recordTag: (repository: string, tag: string, state: TagState | undefined) => void;
  /** After a refusal nothing counts any more that was proven before it. */
  readonly forget: (repository: string) => void;
  /** After a manifest or tag was written or deleted: nothing of it counts, nor of what is being read meanwhile. */
  readonly forgetSelector: (repository: string, selector: string) => void;
  /** Changes with each `forgetSelector`: what was asked in another generation is not to be remembered in this one. */
  readonly generation: () => number;
};

type Proof = { readonly repository: string; readonly mediaType: string; readonly until: number };

const { accessRecordsMax, accessByReadMs, accessByHeadMs, tagStatesMax } = fixedLimits;
const lifeMs = { read: accessByReadMs, head: accessByHeadMs };

/** An empty book by the clock given. It lives and dies with its session's connection. */
export function createAccessCache(now: () => number): AccessCache {
  const proofs = new LRUCache<string, Proof>({ max: accessRecordsMax });
  let generation = 0;
  const tags = new LRUCache<string, TagState>({ max: tagStatesMax });
  return {
    provenType: (repository, digest) => {
      const proof = proofs.get(`${repository}@${digest}`);
      return proof !== undefined && proof.until > now() ? proof.mediaType : undefined;
    },
    recordAccess: (by, repository, digest, mediaType) => {
      const until = now() + lifeMs[by];
      proofs.set(`${repository}@${digest}`, { repository, mediaType, until });
    },
    tagState: (repository, tag) => tags.get(`${repository}:${tag}`),
    recordTag: (repository, tag, state) => {
      if (state === undefined) tags.delete(`${repository}:${tag}`);
      else tags.set(`${repository}:${tag}`, state);
    },
    forget: (repository) => {
      for (const [key, proof] of proofs.entries()) if (proof.repository === repository) proofs.delete(key);
    },
    forgetSelector: (repository, selector) => {
      generation += 1;
      proofs.delete(`${repository}@${selector}`);
      tags.delete(`${repository}:${selector}`);
      for (const [key, { digest }] of tags.entries()) {
        if (digest === selector && key.startsWith(`${repository}:`)) tags.delete(key);
      }
    },
    generation: () => generation,
  };
}
