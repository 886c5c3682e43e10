import { mayLieElsewhere, partsOf } from '#lib/graph/successors';
import { parseManifest } from '#lib/oci/manifest';
import { isIndexMediaType } from '#lib/oci/media-type';
import { OciError } from '#lib/oci/oci-error';
import type { ManifestBytes } from '#lib/registry/registry-client';
import { findManifest } from '#lib/transfer/lookup/find-manifest';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { skipped } from '#lib/transfer/step-context';
import { transferBlob } from '#lib/transfer/steps/copy-blob';
import { isContentMissing, putByDigest, putNamingLosses } from '#lib/transfer/steps/put-manifest';

/**
 * Copies the exact bytes of a manifest; nothing is converted, because another byte would be another digest:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests
 *
 * @throws LostContent when the registry lost entries of an index that earlier steps have pushed
 * @throws RegistryError when it refuses the manifest for another reason
 */
export async function copyManifestStep(
  work: WorkOf<'copy-manifest'>,
  context: StepContext,
): Promise<StepOutcome> {
  const { to, manifest } = work;
  if ((await findManifest(to, manifest.digest, context)) !== undefined)
    return skipped('The registry had it already.');
  const source = await readSource(work, context);
  const writer = (await context.begin())(to.registry);
  try {
    await putByDigest(source, work, writer, context);
  } catch (error) {
    if (!isContentMissing(error)) throw error;
    await copyContentAgain(source, work, context);
    await putNamingLosses(source, work, writer, context);
  }
  return { state: 'done', bytes: source.bytes.byteLength };
}

// `getManifest` answers from the cache that the survey has filled: zot takes as long for a manifest as for a list.
async function readSource(
  { from, manifest }: WorkOf<'copy-manifest'>,
  { client, signal }: StepContext,
): Promise<ManifestBytes> {
  const source = client(from.registry);
  try {
    return await source.getManifest(from.repository, manifest.digest, { signal });
  } catch (error) {
    // A manifest that breaks the specification is copied as it is.
    if (!(error instanceof OciError)) throw error;
    return await source.getManifestBytes(from.repository, manifest.digest, { signal });
  }
}

// The garbage collection of a registry may take a blob between its own step and this one (oras-go #1213).
async function copyContentAgain(
  source: ManifestBytes,
  { from, to }: WorkOf<'copy-manifest'>,
  context: StepContext,
): Promise<void> {
  const { client, begin, signal } = context;
  const { manifests, blobs } = partsOf(parseManifest(source.bytes, source.mediaType));
  for (const blob of blobs.filter((blob) => !mayLieElsewhere(blob))) {
    await transferBlob({ from, to }, blob, { client, begin, signal, onBytes: () => {} });
  }
  if (isIndexMediaType(source.mediaType)) return;
  // Some registries want every layer as a blob, also a layer that is a manifest.
  for (const { digest } of manifests) {
    const { bytes } = await client(from.registry).getManifestBytes(from.repository, digest, { signal });
    const open = async () => new Blob([bytes]).stream();
    const write = await begin();
    await write(to.registry).pushBlob(to.repository, { digest, size: bytes.byteLength }, open, { signal });
  }
}
