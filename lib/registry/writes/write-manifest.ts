import type { Digest } from '#lib/oci/digest';
import { hashAlgorithmOf, isDigest } from '#lib/oci/digest';
import { bareMediaType } from '#lib/oci/media-type';
import { discard } from '#lib/registry/body';
import type { WriteContext } from '#lib/registry/calls/call-context';
import { paths, scopes } from '#lib/registry/calls/call-context';
import { manifestName } from '#lib/registry/calls/get-manifest';
import type { HttpAnswer } from '#lib/registry/http-answer';
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
export function assertStored(response: HttpAnswer, digest: Digest, registry: string): void {
  const stored = response.headers.get('docker-content-digest') ?? '';
  if (!isDigest(stored) || hashAlgorithmOf(stored) !== hashAlgorithmOf(digest) || stored === digest) return;
  const message = `${registry} was sent ${digest} and says that it stored ${stored}.`;
  throw new RegistryError('digest-mismatch', registry, message);
}

/**
 * Deletes a tag, or a manifest with all its tags. What is gone already is no failure, as that is the aim.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-tags
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-manifests
 */
export function deleteManifest(
  { exchange, registry, limits }: WriteContext,
  repository: string,
  selector: string,
  signal: AbortSignal | undefined,
): Promise<'deleted' | 'gone'> {
  const target = {
    what: isDigest(selector) ? 'a manifest' : 'a tag',
    where: manifestName(repository, selector),
    change: 'delete',
  } as const;
  return exchange(
    {
      method: 'DELETE',
      path: paths.manifest(repository, selector),
      scope: scopes.delete(repository),
      target,
      signal,
    },
    async (response) => {
      if (isWebPage(response)) throw webPageError(registry, target, { status: response.status });
      if (response.ok || response.status === 404) {
        await discard(response);
        return response.ok ? 'deleted' : 'gone';
      }
      const error = await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
      // zot says 400 for a repository that it does not have.
      if (error.code === 'refused' && error.answer?.code === 'NAME_UNKNOWN') return 'gone';
      throw isDigest(selector) ? error : ofTag(error);
    },
  );
}

// distribution 2.8 takes the tag for a digest that is spelt wrong.
function ofTag(error: RegistryError): RegistryError {
  const { answer, registry } = error;
  if (answer?.code !== 'DIGEST_INVALID') return error;
  const message = `${registry} does not let tags be deleted here.`;
  return new RegistryError('unsupported', registry, message, { answer, cause: error });
}

// As long as a tag may be, so that nobody has it: deleting it changes nothing, and the answer tells.
const noTag = 'orrery-asks-whether-tags-can-be-deleted-and-nothing-is-called-this';

/**
 * Whether a registry deletes tags by themselves (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-tags). One that does says that this tag is not there;
 * distribution 2 and Harbor refuse a tag as such, with 400. Undefined where the answer says neither, as 405 does: it may
 * mean that nothing at all is deleted here.
 *
 * @throws RegistryError `cancelled`
 */
export async function probeTagDeletion(
  context: WriteContext,
  repository: string,
  signal: AbortSignal | undefined,
): Promise<boolean | undefined> {
  try {
    await deleteManifest(context, repository, noTag, signal);
    return true;
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === 'cancelled') throw error;
    // zot says 400 where it does not know the repository.
    const isAboutName = error.answer?.code === 'NAME_UNKNOWN' || error.answer?.code === 'NAME_INVALID';
    return error.answer?.status === 400 && !isAboutName ? false : undefined;
  }
}
