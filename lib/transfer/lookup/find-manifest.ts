import type { Digest } from '#lib/oci/digest';
import { parseManifest } from '#lib/oci/manifest';
import type { Repository } from '#lib/oci/reference';
import type { ManifestBytes, ResolvedManifest } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import type { CheckContext } from '#lib/transfer/step-context';

type Asking = Pick<CheckContext, 'client' | 'signal'>;

/** What a tag or a digest stands for now; undefined when it is not there. */
export function findManifest(
  at: Repository,
  selector: string,
  { client, signal }: Asking,
): Promise<ResolvedManifest | undefined> {
  return unlessAbsent(client(at.registry).resolveManifest(at.repository, selector, { signal }));
}

/** The exact bytes behind a tag or a digest; undefined when there are none. */
export function findManifestBytes(
  at: Repository,
  selector: string,
  { client, signal }: Asking,
): Promise<ManifestBytes | undefined> {
  return unlessAbsent(client(at.registry).getManifestBytes(at.repository, selector, { signal }));
}

/** Whether this manifest is there and has this subject. */
export async function refersTo(at: Repository, referrer: Digest, subject: Digest, asking: Asking) {
  const found = await findManifestBytes(at, referrer, asking);
  return found !== undefined && parseManifest(found.bytes, found.mediaType).subject?.digest === subject;
}

async function unlessAbsent<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'not-found') return undefined;
    throw error;
  }
}
