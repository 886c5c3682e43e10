import { mayLieElsewhere, partsOf } from '#lib/graph/successors';
import type { Digest } from '#lib/oci/digest';
import { hashAlgorithmOf } from '#lib/oci/digest';
import { parseManifest } from '#lib/oci/manifest';
import { isIndexMediaType } from '#lib/oci/media-type';
import { OciError } from '#lib/oci/oci-error';
import type { Repository } from '#lib/oci/reference';
import type { ManifestBytes, RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { computeDigest } from '#lib/registry/verified-body';
import { findManifest } from '#lib/transfer/lookup/find-manifest';
import { mapConcurrent } from '#lib/transfer/map-concurrent';
import { withSubjectLock } from '#lib/transfer/run-context';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { skipped } from '#lib/transfer/step-context';
import { LostContent, StepError } from '#lib/transfer/step-error';
import { transferBlob } from '#lib/transfer/steps/blobs';

/** Puts the exact bytes of a manifest under its digest (protocol.md §1.5): nothing is converted. */
export async function copyManifestStep(
  work: WorkOf<'copy-manifest'>,
  context: StepContext,
): Promise<StepOutcome> {
  const { from, to, manifest, subject } = work;
  const { client, signal } = context;
  if ((await findManifest(to, manifest.digest, context)) !== undefined)
    return skipped('It was there already.');
  const found = await readExactly(client(from.registry), from.repository, manifest.digest, signal);
  const write = await context.begin();
  const put = () =>
    withSubjectLock(to, subject, context, () =>
      write(to.registry).putManifest(to.repository, manifest.digest, found, { signal }),
    );
  try {
    await put();
  } catch (error) {
    if (!lacksContent(error)) throw error;
    await bringBlobsOf(found, work, context);
    await explainingLoss(found, to, context, put);
  }
  return { state: 'done', bytes: found.bytes.byteLength };
}

/** The bytes that the look before the plan has read, where they are remembered; zot needs as long for them as for a list. */
async function readExactly(
  client: RegistryClient,
  repository: string,
  digest: Digest,
  signal: AbortSignal,
): Promise<ManifestBytes> {
  try {
    return await client.getManifest(repository, digest, { signal });
  } catch (error) {
    // One that breaks the specs is copied as it is.
    if (error instanceof OciError) return await client.getManifestBytes(repository, digest, { signal });
    throw error;
  }
}

/** Puts a manifest that was made for the plan under its digest. */
export async function pushManifestStep(
  { to, manifest, text, subject }: WorkOf<'push-manifest'>,
  context: StepContext,
): Promise<StepOutcome> {
  const { digest, mediaType } = manifest;
  const bytes = new TextEncoder().encode(text);
  const algorithm = hashAlgorithmOf(digest);
  if (algorithm === undefined || computeDigest(algorithm, bytes) !== digest) {
    throw new StepError('manifest-changed', `The manifest in the plan is not ${digest}.`);
  }
  if ((await findManifest(to, digest, context)) !== undefined) return skipped('It was there already.');
  const { begin, signal } = context;
  const write = await begin();
  await explainingLoss({ bytes, mediaType }, to, context, () =>
    withSubjectLock(to, subject, context, () =>
      write(to.registry).putManifest(to.repository, digest, { bytes, digest, mediaType }, { signal }),
    ),
  );
  return { state: 'done', bytes: bytes.byteLength };
}

// A registry's garbage collection may take a blob between its step and this one (oras-go #1213).
async function bringBlobsOf(
  found: ManifestBytes,
  { from, to }: WorkOf<'copy-manifest'>,
  context: StepContext,
) {
  const { client, begin, signal } = context;
  const { manifests, blobs } = partsOf(parseManifest(found.bytes, found.mediaType));
  for (const blob of blobs.filter((blob) => !mayLieElsewhere(blob))) {
    await transferBlob({ from, to }, blob, { client, begin, signal, onBytes: () => {} });
  }
  if (isIndexMediaType(found.mediaType)) return;
  // Some registries want what stands among the layers as a blob, also where it is a manifest.
  for (const { digest } of manifests) {
    const { bytes } = await client(from.registry).getManifestBytes(from.repository, digest, { signal });
    const source = async () => new Blob([bytes]).stream();
    const write = await begin();
    await write(to.registry).pushBlob(to.repository, { digest, size: bytes.byteLength }, source, { signal });
  }
}

/**
 * Does the work; where the registry refuses it for want of what the manifest holds, throws LostContent with the
 * manifests that a step before has put there and that are gone.
 */
async function explainingLoss<T>(
  { bytes, mediaType }: Pick<ManifestBytes, 'bytes' | 'mediaType'>,
  to: Repository,
  context: StepContext,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!lacksContent(error)) throw error;
    const { manifests } = partsOf(parseManifest(bytes, mediaType));
    const found = await mapConcurrent(manifests, context.checksAtOnce, ({ digest }) =>
      findManifest(to, digest, context),
    );
    const lost = manifests.filter((_, index) => found[index] === undefined).map(({ digest }) => digest);
    if (lost.length === 0) throw error;
    const message = `The registry refuses this: it has lost ${lost.length} of the manifests in it.`;
    throw new LostContent(message, new Set(lost));
  }
}

function lacksContent(error: unknown): boolean {
  const code = error instanceof RegistryError ? error.answer?.code : undefined;
  return code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN' || code === 'MANIFEST_UNKNOWN';
}
