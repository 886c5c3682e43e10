import { createSingleFlight } from '#lib/async/single-flight';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import type { ManifestAnswer } from '#lib/registry/calls/get-manifest';
import { hasTrait } from '#lib/registry/error-traits';
import type { FetchedManifest, ResolvedManifest } from '#lib/registry/registry-client';
import type { AccessCache } from './access-cache.ts';
import type { ManifestStore } from './manifest-store.ts';

/** How the registry is asked for one manifest, with the credentials of this session. */
type ManifestSource = {
  /** `etag` makes the question conditional. */
  readonly get: (etag: string | undefined, signal: AbortSignal) => Promise<ManifestAnswer>;
  /** Undefined where HEAD is not answered in full. */
  readonly head: (signal: AbortSignal) => Promise<ResolvedManifest | undefined>;
};

/** Answers manifests from memory where this session may, and lets identical requests share one answer. */
export type ManifestCache = {
  readonly get: (
    repository: string,
    selector: string,
    signal: AbortSignal | undefined,
    source: ManifestSource,
    /** Called when no request was needed. */
    onHit: () => void,
  ) => Promise<FetchedManifest>;
};

/** Whose memory it is: the store is everybody's, the book is this session's. */
export type ManifestCacheContext = {
  readonly origin: string;
  readonly store: ManifestStore;
  readonly access: AccessCache;
};

/**
 * The memory of one session's connection. Bytes are kept once for all sessions, but what one account may read another
 * may not: zot (CVE-2024-39897) and distribution (CVE-2026-35172) gave out of their caches what the asker had no right
 * to. So a session is answered from memory only when the registry itself has shown it that manifest, in that repository,
 * with its own credentials: by a read at most five minutes ago, or a HEAD at most one minute ago. A tag is asked for
 * each time, on condition that it has moved.
 */
export function createManifestCache(context: ManifestCacheContext): ManifestCache {
  const { origin, store, access } = context;
  const singleFlight = createSingleFlight<FetchedManifest>();
  let headProves = true;

  const keep = (repository: string, manifest: FetchedManifest, generation: number): FetchedManifest => {
    if (!manifest.verified || generation !== access.generation()) return manifest;
    store.set(origin, manifest);
    access.recordAccess('read', repository, manifest.digest, manifest.mediaType);
    return manifest;
  };

  const recall = (repository: string, digest: Digest): FetchedManifest | undefined => {
    const mediaType = access.provenType(repository, digest);
    return mediaType === undefined ? undefined : store.get(origin, digest, mediaType);
  };

  const proveByHead = async (
    repository: string,
    digest: Digest,
    source: ManifestSource,
    signal: AbortSignal,
    generation: number,
  ) => {
    if (!headProves || !store.has(origin, digest)) return undefined;
    try {
      const head = await source.head(signal);
      headProves = head !== undefined;
      if (head !== undefined && generation === access.generation())
        access.recordAccess('head', repository, digest, head.mediaType);
    } catch (error) {
      // GET says the same with more words, and says it just as to somebody for whom there is nothing in the store.
      if (!hasTrait(error, 'access', 'absence', 'incapable')) throw error;
    }
    return recall(repository, digest);
  };

  const byDigest = async (
    repository: string,
    digest: Digest,
    source: ManifestSource,
    signal: AbortSignal,
  ) => {
    const generation = access.generation();
    const cached = await proveByHead(repository, digest, source, signal, generation);
    return cached ?? keep(repository, (await unconditional(source, signal)).manifest, generation);
  };

  const byTag = async (repository: string, tag: string, source: ManifestSource, signal: AbortSignal) => {
    const generation = access.generation();
    const before = access.tagState(repository, tag);
    const held = before && store.get(origin, before.digest, before.mediaType);
    const answer = await source.get(held && before?.etag, signal);
    if (answer.kind === 'unchanged' && held !== undefined && (answer.digest ?? held.digest) === held.digest) {
      return keep(repository, held, generation);
    }
    const { manifest, etag } = answer.kind === 'manifest' ? answer : await unconditional(source, signal);
    const { digest, mediaType } = manifest;
    access.recordTag(
      repository,
      tag,
      manifest.verified && generation === access.generation()
        ? { digest, mediaType, etag: etag ?? `"${digest}"` }
        : undefined,
    );
    return keep(repository, manifest, generation);
  };

  return {
    get: async (repository, selector, signal, source, onHit) => {
      const known = isDigest(selector) ? recall(repository, selector) : undefined;
      if (known !== undefined) {
        onHit();
        return known;
      }
      const work = (shared: AbortSignal) =>
        isDigest(selector)
          ? byDigest(repository, selector, source, shared)
          : byTag(repository, selector, source, shared);
      const key = `${access.generation()} ${repository}@${selector}`;
      return singleFlight(key, work, { signal, onShared: onHit });
    },
  };
}

async function unconditional(source: ManifestSource, signal: AbortSignal) {
  const answer = await source.get(undefined, signal);
  if (answer.kind === 'manifest') return answer;
  throw new Error('An unconditional question was answered as if it were one.');
}
