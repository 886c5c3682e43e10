import { mapConcurrent } from '#lib/async/map-concurrent';
import { partsOf } from '#lib/graph/successors';
import type { Digest } from '#lib/oci/digest';
import { parseManifest } from '#lib/oci/manifest';
import type { Repository } from '#lib/oci/reference';
import type { ManifestBytes, RegistryWriter } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { findManifest } from '#lib/transfer/lookup/find-manifest';
import type { StepContext } from '#lib/transfer/step-context';
import { LostContent } from '#lib/transfer/step-error';
import { withSubjectLock } from '#lib/transfer/subject-lock';

type RawManifest = Pick<ManifestBytes, 'bytes' | 'digest' | 'mediaType'>;

/** Where a manifest goes, and the subject that it names. */
export type ManifestTarget = { readonly to: Repository; readonly subject?: Digest };

/**
 * Puts the exact bytes of a manifest under its digest, alone among the writes with the same subject:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests-with-subject
 */
export function putByDigest(
  manifest: RawManifest,
  { to, subject }: ManifestTarget,
  writer: RegistryWriter,
  context: StepContext,
): Promise<unknown> {
  const { signal } = context;
  return withSubjectLock(to, subject, context, () =>
    writer.putManifest(to.repository, manifest.digest, manifest, { signal }),
  );
}

/**
 * As {@link putByDigest}; names the manifests that an earlier step has pushed and that the registry has lost since.
 *
 * @throws LostContent when the registry refuses the manifest because it lost entries of it
 */
export async function putNamingLosses(
  manifest: RawManifest,
  target: ManifestTarget,
  writer: RegistryWriter,
  context: StepContext,
): Promise<void> {
  try {
    await putByDigest(manifest, target, writer, context);
  } catch (error) {
    if (!isContentMissing(error)) throw error;
    const { manifests } = partsOf(parseManifest(manifest.bytes, manifest.mediaType));
    const found = await mapConcurrent(manifests, context.checksAtOnce, ({ digest }) =>
      findManifest(target.to, digest, context),
    );
    const lost = manifests.filter((_, index) => found[index] === undefined).map(({ digest }) => digest);
    if (lost.length === 0) throw error;
    const message = `The registry refuses this: it has lost ${lost.length} of the manifests in it.`;
    throw new LostContent(message, new Set(lost));
  }
}

/**
 * Whether a registry refuses a manifest because it lacks what the manifest names:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes
 */
export function isContentMissing(error: unknown): boolean {
  const code = error instanceof RegistryError ? error.answer?.code : undefined;
  return code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN' || code === 'MANIFEST_UNKNOWN';
}
