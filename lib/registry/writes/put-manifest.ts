import type { Digest } from '#lib/oci/digest';
import { hashAlgorithmOf, isDigest } from '#lib/oci/digest';
import { bareMediaType } from '#lib/oci/media-type';
import { discard } from '#lib/registry/body';
import type { WriteContext } from '#lib/registry/calls/call-context';
import { manifestName } from '#lib/registry/calls/get-manifest';
import { paths, scopes } from '#lib/registry/calls/paths';
import { isWebPage, readError, webPageError } from '#lib/registry/read-error';
import type { ManifestBytes } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

/**
 * Stores a manifest. The same bytes twice are the same manifest, so it is tried again like a read. `subject` is what the
 * registry names in `OCI-Subject`; undefined when it names none.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests-with-subject
 */
export function putManifest(
  { exchange, registry, limits }: WriteContext,
  repository: string,
  selector: string,
  manifest: Pick<ManifestBytes, 'bytes' | 'digest' | 'mediaType'>,
  signal: AbortSignal | undefined,
): Promise<{ readonly subject: Digest | undefined }> {
  const target = {
    what: 'a manifest',
    where: manifestName(repository, selector),
    change: 'store',
  } as const;
  return exchange(
    {
      method: 'PUT',
      path: paths.manifest(repository, selector),
      scope: scopes.push(repository),
      headers: { 'content-type': bareMediaType(manifest.mediaType) },
      body: { open: async () => manifest.bytes },
      target,
      signal,
    },
    async (response) => {
      if (!response.ok) throw await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
      if (isWebPage(response)) throw webPageError(registry, target, { status: response.status });
      await discard(response);
      assertStored(response, manifest.digest, registry);
      const subject = response.headers.get('oci-subject')?.trim() ?? '';
      return { subject: isDigest(subject) ? subject : undefined };
    },
  );
}

/**
 * Compares what the registry says that it stored with what was sent; another algorithm says nothing.
 *
 * @throws RegistryError `digest-mismatch`
 */
export function assertStored(response: Response, digest: Digest, registry: string): void {
  const stored = response.headers.get('docker-content-digest') ?? '';
  if (!isDigest(stored) || hashAlgorithmOf(stored) !== hashAlgorithmOf(digest) || stored === digest) return;
  const message = `${registry} was sent ${digest} and says that it stored ${stored}.`;
  throw new RegistryError('digest-mismatch', registry, message);
}
