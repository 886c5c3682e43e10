import { mapConcurrent } from '#lib/async/map-concurrent';
import { mayLieElsewhere, partsOf } from '#lib/graph/successors';
import type { Digest } from '#lib/oci/digest';
import { hashAlgorithmOf } from '#lib/oci/digest';
import { parseManifest } from '#lib/oci/manifest';
import { isIndexMediaType } from '#lib/oci/media-type';
import { OciError } from '#lib/oci/oci-error';
import type { Repository } from '#lib/oci/reference';
import { computeDigest } from '#lib/registry/body';
import type { ManifestBytes, RegistryWriter } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { findManifest } from '#lib/transfer/lookup/find-manifest';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { skipped } from '#lib/transfer/step-context';
import { LostContent, StepError } from '#lib/transfer/step-error';
import { transferBlob } from '#lib/transfer/steps/blob-steps';
import { withSubjectLock } from '#lib/transfer/subject-lock';

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
  if (!context.isFirstTry && (await findManifest(to, manifest.digest, context)) !== undefined)
    return skipped('The registry already has it.');
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
    await transferBlob({ from, to }, blob, { client, begin, isFirstTry: false, signal, onBytes: () => {} });
  }
  if (isIndexMediaType(source.mediaType)) return;
  // Some registries want every layer as a blob, also a layer that is a manifest.
  for (const { digest } of manifests) {
    const { bytes } = await client(from.registry).getManifestBytes(from.repository, digest, { signal });
    const open = async () => bytes;
    const write = await begin();
    await write(to.registry).pushBlob(to.repository, { digest, size: bytes.byteLength }, open, { signal });
  }
}

/**
 * Pushes a manifest that was made for the plan, under its digest:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests
 *
 * @throws StepError `manifest-changed` when the text of the plan has another digest
 */
export async function pushManifestStep(
  work: WorkOf<'push-manifest'>,
  context: StepContext,
): Promise<StepOutcome> {
  const { to, manifest, text } = work;
  const { digest, mediaType } = manifest;
  const bytes = new TextEncoder().encode(text);
  const algorithm = hashAlgorithmOf(digest);
  if (algorithm === undefined || computeDigest(algorithm, bytes) !== digest) {
    throw new StepError('manifest-changed', `The manifest in the plan is not ${digest}.`);
  }
  if ((await findManifest(to, digest, context)) !== undefined) return skipped('The registry already has it.');
  const writer = (await context.begin())(to.registry);
  await putNamingLosses({ bytes, digest, mediaType }, work, writer, context);
  return { state: 'done', bytes: bytes.byteLength };
}

type RawManifest = Pick<ManifestBytes, 'bytes' | 'digest' | 'mediaType'>;

/** Where a manifest goes, and the subject that it names. */
type ManifestTarget = { readonly to: Repository; readonly subject?: Digest };

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
