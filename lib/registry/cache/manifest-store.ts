import { LRUCache } from 'lru-cache';
import type { Digest } from '#lib/oci/digest';
import type { FetchedManifest } from '#lib/registry/registry-client';

/**
 * Verified manifests of all sessions by the origin of their registry and their digest. Nothing here says who may see
 * them: only {@link ManifestMemory} reads it, and only after its session has proven its own access.
 */
export type ManifestStore = {
  readonly has: (origin: string, digest: Digest) => boolean;
  /** Undefined also when it was stored as another type: the registry names the type, and no digest covers it. */
  readonly get: (origin: string, digest: Digest, mediaType: string) => FetchedManifest | undefined;
  readonly set: (origin: string, manifest: FetchedManifest) => void;
};

// The document beside its bytes takes about twice their room.
const weightPerByte = 3;
const weightOfEntry = 1024;

/** An empty store that forgets what was used longest ago. One per process, of some 64 MiB. */
export function createManifestStore(maxBytes: number): ManifestStore {
  const manifests = new LRUCache<string, FetchedManifest>({
    maxSize: maxBytes,
    sizeCalculation: ({ bytes }) => bytes.length * weightPerByte + weightOfEntry,
  });
  // By origin as well: a registry must not learn from our questions what others have shown us.
  const key = (origin: string, digest: Digest) => `${origin} ${digest}`;
  return {
    has: (origin, digest) => manifests.has(key(origin, digest)),
    get: (origin, digest, mediaType) => {
      const manifest = manifests.get(key(origin, digest));
      return manifest?.mediaType === mediaType ? manifest : undefined;
    },
    set: (origin, manifest) => {
      if (manifest.verified) manifests.set(key(origin, manifest.digest), manifest);
    },
  };
}
