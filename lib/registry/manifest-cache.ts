import { LRUCache } from 'lru-cache';
import { isDigest } from '#lib/oci/digest';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { createShare } from '#lib/registry/transport/share';

/** Answers manifests by digest from memory, and lets identical requests share one answer. */
export type ManifestCache = {
  readonly get: (
    repository: string,
    selector: string,
    signal: AbortSignal | undefined,
    fetch: (signal: AbortSignal | undefined) => Promise<FetchedManifest>,
    /** Called when no request was needed. */
    onHit: () => void,
  ) => Promise<FetchedManifest>;
  /** Whether this manifest has been read here lately. */
  readonly has: (repository: string, selector: string) => boolean;
};

const maxBytes = 16 * 1024 * 1024;
// Content under a digest never changes, but the right to see it may be withdrawn.
const keptMs = 5 * 60 * 1000;
const overheadBytes = 512;

/**
 * A memory for one session's client: what one account may read, another may not (CVE-2024-39897, CVE-2026-35172), so
 * it is never shared. Only what was verified is kept; a tag is always asked for anew.
 */
export function createManifestCache(): ManifestCache {
  const kept = new LRUCache<string, FetchedManifest>({
    maxSize: maxBytes,
    sizeCalculation: (manifest) => manifest.bytes.length + overheadBytes,
    ttl: keptMs,
  });
  const share = createShare<FetchedManifest>();
  return {
    has: (repository, selector) => kept.has(`${repository}@${selector}`),
    get: async (repository, selector, signal, fetch, onHit) => {
      const keep = (manifest: FetchedManifest) => {
        if (manifest.verified) kept.set(`${repository}@${manifest.digest}`, manifest);
        return manifest;
      };
      if (!isDigest(selector)) return keep(await fetch(signal));
      const key = `${repository}@${selector}`;
      const known = kept.get(key);
      if (known !== undefined) {
        onHit();
        return known;
      }
      let isFirst = false;
      const manifest = await share(key, signal, async (shared) => {
        isFirst = true;
        return keep(await fetch(shared));
      });
      if (!isFirst) onHit();
      return manifest;
    },
  };
}
