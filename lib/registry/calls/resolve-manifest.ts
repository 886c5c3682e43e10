import { isDigest } from '#lib/oci/digest';
import { bareMediaType } from '#lib/oci/media-type';
import type { HttpAnswer } from '#lib/registry/http-answer';
import { isWebPage, readError, webPageError } from '#lib/registry/read-error';
import type { FetchedManifest, ResolvedManifest } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import type { CallContext } from './call-context.ts';
import { manifestCall } from './get-manifest.ts';

/**
 * Digest, type and size of a manifest by HEAD, which Docker Hub does not count as a pull. A registry that leaves one of
 * them out, or knows no HEAD, is asked with `get`, and what is missing is computed.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#checking-if-content-exists-in-the-registry
 */
export async function resolveManifest(
  context: CallContext,
  repository: string,
  selector: string,
  signal: AbortSignal | undefined,
  get: () => Promise<FetchedManifest>,
): Promise<ResolvedManifest> {
  const resolved = await headManifest(context, repository, selector, signal);
  if (resolved !== undefined) return resolved;
  const { digest, mediaType, bytes } = await get();
  return { digest, mediaType, size: bytes.length };
}

/** HEAD alone; undefined where the registry knows no HEAD or leaves out digest, length or type. */
export function headManifest(
  context: CallContext,
  repository: string,
  selector: string,
  signal: AbortSignal | undefined,
): Promise<ResolvedManifest | undefined> {
  const { registry, limits } = context;
  const call = manifestCall(repository, selector, signal);
  const { target } = call;
  return context.exchange({ ...call, method: 'HEAD' }, async (response) => {
    if (response.status === 405 || response.status === 501) return undefined;
    if (!response.ok) throw await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
    if (isWebPage(response)) throw webPageError(registry, target, { status: response.status });
    return readHead(response, selector, registry);
  });
}

function readHead(response: HttpAnswer, selector: string, registry: string): ResolvedManifest | undefined {
  const digest = response.headers.get('docker-content-digest') ?? '';
  const length = response.headers.get('content-length') ?? '';
  const mediaType = bareMediaType(response.headers.get('content-type') ?? '');
  // Proxies that compress drop the length or set it to nought.
  if (!isDigest(digest) || !/^[1-9]\d*$/.test(length) || mediaType === '') return undefined;
  if (isDigest(selector) && selector !== digest) {
    const message = `${registry} answered the request for ${selector} with ${digest}.`;
    throw new RegistryError('digest-mismatch', registry, message);
  }
  return { digest, mediaType, size: Number(length) };
}
