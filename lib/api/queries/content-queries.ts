import { queryOptions } from '@tanstack/react-query';
import { callRoute, getResponse, guarded } from '#lib/api/client/client';
import { readUpTo } from '#lib/api/client/read-up-to';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiPath } from '#lib/api/routes/api-path';
import type { Digest } from '#lib/oci/digest';
import { parseDigest } from '#lib/oci/digest';
import { bareMediaType } from '#lib/oci/media-type';

/** The exact bytes of a manifest. */
type ManifestBytes = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly digest: Digest;
};

/** What a tag points to now. */
export function resolveQuery(reference: string) {
  return queryOptions({
    queryKey: ['resolve', reference],
    queryFn: ({ signal }) => callRoute('GET /api/resolve', { ref: reference }, { signal }),
    staleTime: staleTimeOf(reference),
    retry: retryOnce,
  });
}

/** The bytes of the manifest that a reference names, with type and digest. */
export function manifestQuery(reference: string) {
  return queryOptions({
    queryKey: ['manifest', reference],
    queryFn: ({ signal }) => fetchManifest(reference, signal),
    staleTime: staleTimeOf(reference),
    structuralSharing: false,
    retry: retryOnce,
  });
}

/** The bytes of the blob `host/name@digest`; with `isCut` only the first `maxBytes`, which nobody has verified. */
export function blobQuery(reference: string, maxBytes: number) {
  return queryOptions({
    queryKey: ['blob', reference, maxBytes],
    queryFn: async ({ signal }) => {
      const response = await getResponse(apiPath('/api/blob', { ref: reference }), {
        signal,
        accept: 'application/octet-stream',
      });
      return await guarded(signal, () => readUpTo(response.body, maxBytes));
    },
    staleTime: 'static',
    structuralSharing: false,
    retry: retryOnce,
  });
}

/** Bytes `from` to before `to` of the blob `host/name@digest`, which nobody has verified: only a whole has a digest. */
export function blobPartQuery(reference: string, from: number, to: number) {
  return queryOptions({
    queryKey: ['blob-part', reference, from, to],
    queryFn: async ({ signal }) => {
      const response = await getResponse(apiPath('/api/blob', { ref: reference }), {
        signal,
        accept: 'application/octet-stream',
        range: `bytes=${from}-${to - 1}`,
      });
      // A registry that knows no ranges sends all of it.
      const skipped = response.status === 206 ? 0 : from;
      const { bytes } = await guarded(signal, () => readUpTo(response.body, skipped + to - from));
      return bytes.subarray(skipped);
    },
    staleTime: 'static',
    structuralSharing: false,
    retry: retryOnce,
  });
}

/** The bytes of the manifest that a reference names, as the server answers them now. */
export async function fetchManifest(reference: string, signal: AbortSignal): Promise<ManifestBytes> {
  const response = await getResponse(apiPath('/api/manifest', { ref: reference }), { signal, accept: '*/*' });
  const bytes = new Uint8Array(await guarded(signal, () => response.arrayBuffer()));
  return {
    bytes,
    mediaType: bareMediaType(response.headers.get('content-type') ?? ''),
    digest: parseDigest(response.headers.get('docker-content-digest') ?? ''),
  };
}

// What a digest names never changes; what a tag names can change at any time.
function staleTimeOf(reference: string): 'static' | number {
  return reference.includes('@') ? 'static' : 0;
}
