import { LRUCache } from 'lru-cache';
import type { SingleFlight } from '#lib/async/single-flight';
import { createSingleFlight } from '#lib/async/single-flight';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import type { ManifestAnswer } from '#lib/registry/calls/get-manifest';
import type { FetchedManifest, ResolvedManifest } from '#lib/registry/registry-client';
import { hasTrait } from '#lib/registry/registry-error';
import type { AccessCache } from './access-cache.ts';

/**
 * Verified manifests of all sessions by the origin of their registry and their digest. Nothing here says who may see
 * them: only {@link ManifestCache} reads it, and only after its session has proven its own access.
 */
export type ManifestStore = {
  readonly has: (origin: string, digest: Digest) => boolean;
  /** Undefined also when it was stored as another type: the registry names the type, and no digest covers it. */
  readonly get: (origin: string, digest: Digest, mediaType: string) => FetchedManifest | undefined;
  readonly set: (origin: string, manifest: FetchedManifest) => void;
};

/** How the registry is asked for one manifest, with the credentials of this session. */
export type ManifestSource = {
  /** `etag` makes the request conditional. */
  readonly get: (etag: string | undefined, signal: AbortSignal) => Promise<ManifestAnswer>;
  /** Undefined where HEAD is not answered in full. */
  readonly head: (signal: AbortSignal) => Promise<ResolvedManifest | undefined>;
};

/** Answers manifests from memory where this session may have them, and lets identical requests share one answer. */
export type ManifestCache = {
  /** Rejects as the source does, or with the signal's reason. */
  readonly get: (
    repository: string,
    selector: string,
    signal: AbortSignal | undefined,
    source: ManifestSource,
    /** Called when no request was needed. */
    onHit: () => void,
  ) => Promise<FetchedManifest>;
};

/** Whose cache it is: the store is everybody's, the proofs of access are this session's. */
export type ManifestCacheContext = {
  readonly origin: string;
  readonly store: ManifestStore;
  readonly access: AccessCache;
};

/** One manifest on its way. What is read in one generation is not remembered in the next. */
type Request = {
  readonly repository: string;
  readonly source: ManifestSource;
  readonly signal: AbortSignal;
  readonly generation: number;
};

/**
 * The cache of one session's connection. Bytes are kept once for all sessions, but what one account may read another may
 * not: zot (CVE-2024-39897) and distribution (CVE-2026-35172) gave out of their caches what the caller had no right to. So
 * a session is answered from memory only when the registry itself has shown it that manifest, in that repository, with its
 * own credentials: by a read at most five minutes ago, or a HEAD at most one minute ago. A tag is asked for each time, on
 * condition that it has moved.
 */
export function createManifestCache(context: ManifestCacheContext): ManifestCache {
  const { access } = context;
  const singleFlight: SingleFlight<FetchedManifest> = createSingleFlight();
  const reader = createReader(context);
  return {
    get: async (repository, selector, signal, source, onHit) => {
      const hit = isDigest(selector) ? reader.recall(repository, selector) : undefined;
      if (hit !== undefined) {
        onHit();
        return hit;
      }
      const generation = access.generation();
      const read = (shared: AbortSignal) => {
        const request = { repository, source, signal: shared, generation };
        return isDigest(selector) ? reader.byDigest(selector, request) : reader.byTag(selector, request);
      };
      return singleFlight(`${generation} ${repository}@${selector}`, read, { signal, onShared: onHit });
    },
  };
}

function createReader({ origin, store, access }: ManifestCacheContext) {
  let isHeadAnswered = true;

  const isCurrent = ({ generation }: Request) => generation === access.generation();

  const remember = (manifest: FetchedManifest, request: Request): FetchedManifest => {
    if (!manifest.verified || !isCurrent(request)) return manifest;
    store.set(origin, manifest);
    access.recordAccess('read', request.repository, manifest.digest, manifest.mediaType);
    return manifest;
  };

  /** The manifest from the store, if this session has shown its access. */
  const recall = (repository: string, digest: Digest): FetchedManifest | undefined => {
    const mediaType = access.provenType(repository, digest);
    return mediaType === undefined ? undefined : store.get(origin, digest, mediaType);
  };

  /** Shows access by HEAD to what is in the store already, which costs the registry less than the manifest. */
  const recallAfterHead = async (digest: Digest, request: Request) => {
    const { repository, source, signal } = request;
    if (!isHeadAnswered || !store.has(origin, digest)) return undefined;
    try {
      const head = await source.head(signal);
      isHeadAnswered = head !== undefined;
      if (head !== undefined && isCurrent(request))
        access.recordAccess('head', repository, digest, head.mediaType);
    } catch (error) {
      // GET says the same with more words, and says it just as to somebody for whom there is nothing in the store.
      if (!hasTrait(error, 'access', 'absence', 'incapable')) throw error;
    }
    return recall(repository, digest);
  };

  const byDigest = async (digest: Digest, request: Request) =>
    (await recallAfterHead(digest, request)) ?? remember((await getWhole(request)).manifest, request);

  const byTag = async (tag: string, request: Request) => {
    const { repository, source, signal } = request;
    const before = access.tagState(repository, tag);
    const stored = before && store.get(origin, before.digest, before.mediaType);
    // https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match
    const answer = await source.get(stored && before?.etag, signal);
    const isUnchanged = answer.kind === 'unchanged' && (answer.digest ?? stored?.digest) === stored?.digest;
    if (isUnchanged && stored !== undefined) return remember(stored, request);
    const { manifest, etag } = answer.kind === 'manifest' ? answer : await getWhole(request);
    const { digest, mediaType } = manifest;
    const state = { digest, mediaType, etag: etag ?? `"${digest}"` };
    access.recordTag(repository, tag, manifest.verified && isCurrent(request) ? state : undefined);
    return remember(manifest, request);
  };

  return { recall, byDigest, byTag };
}

async function getWhole({ source, signal }: Request) {
  const answer = await source.get(undefined, signal);
  if (answer.kind === 'manifest') return answer;
  throw new Error('The registry answered an unconditional request with 304 Not Modified.');
}

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
