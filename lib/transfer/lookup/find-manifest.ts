import type { Digest } from '#lib/oci/digest';
import { parseManifest } from '#lib/oci/manifest';
import type { Repository } from '#lib/oci/reference';
import type { ManifestBytes, ResolvedManifest } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import type { CheckContext } from '#lib/transfer/step-context';

type ReadContext = Pick<CheckContext, 'client' | 'signal'>;

/**
 * The digest and type that a tag or a digest resolves to now, by HEAD; undefined when the registry has none:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#checking-if-content-exists-in-the-registry
 */
export function findManifest(
  at: Repository,
  selector: string,
  { client, signal }: ReadContext,
): Promise<ResolvedManifest | undefined> {
  return unlessAbsent(client(at.registry).resolveManifest(at.repository, selector, { signal }));
}

/**
 * The exact bytes behind a tag or a digest; undefined when the registry has none:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
 */
export function findManifestBytes(
  at: Repository,
  selector: string,
  { client, signal }: ReadContext,
): Promise<ManifestBytes | undefined> {
  return unlessAbsent(client(at.registry).getManifestBytes(at.repository, selector, { signal }));
}

/** Whether this manifest exists and names this subject; false for a list entry that was deleted. */
export async function refersTo(at: Repository, referrer: Digest, subject: Digest, context: ReadContext) {
  const found = await findManifestBytes(at, referrer, context);
  return found !== undefined && parseManifest(found.bytes, found.mediaType).subject?.digest === subject;
}

async function unlessAbsent<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'not-found') return undefined;
    throw error;
  }
}
