import type { Digest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { computeDigest } from '#lib/registry/body';
import type { RegistryWriter } from '#lib/registry/registry-client';
import { isRefusal } from '#lib/transfer/explain-refusal';
import { findManifest } from '#lib/transfer/lookup/find-manifest';
import { findTagState, movedTagError, placeholderType } from '#lib/transfer/lookup/find-tag-state';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/step-context';
import { done, skipped } from '#lib/transfer/step-context';
import {
  backUpManifests,
  restoreDropped,
  uncancelled,
  withRestore,
} from '#lib/transfer/steps/manifest-backup';

const gone = skipped('It no longer existed.');

/** The reason of a step whose registry deleted more than the tag. */
const droppedWithTag =
  'The registry deleted the manifest with its last tag; Orrery pushed it again by digest.';

/**
 * Removes a tag; its manifest stays:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-tags
 */
export async function untagStep(work: WorkOf<'untag'>, context: StepContext): Promise<StepOutcome> {
  const { at, tag, digest } = work;
  if ((await findTagState(at, tag, digest, context)) === 'gone') return gone;
  const backups = await backUpManifests({ at, digest }, context);
  const write = (await context.begin(backups))(at.registry);
  const { result, isPutBack } = await withRestore(
    () => write.deleteManifest(at.repository, tag),
    () => restoreDropped(at, backups, context, write),
  );
  if (isPutBack) return { state: 'done', reason: droppedWithTag };
  return result === 'gone' ? gone : done;
}

const emptyBytes = new TextEncoder().encode('{}');
const empty = {
  mediaType: mediaTypes.empty,
  digest: computeDigest('sha256', emptyBytes),
  size: emptyBytes.byteLength,
} as const;

/**
 * Removes a tag where the registry deletes by digest only: moves the tag to a manifest that nothing else uses, and
 * deletes that manifest with its tag:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-manifests
 * A run that was interrupted in between continues at its placeholder; cancelling takes effect after the deletion.
 *
 * @throws PlanOutdated when somebody else has set the tag
 */
export async function untagByPlaceholderStep(
  { at, tag, digest }: WorkOf<'untag-by-placeholder'>,
  context: StepContext,
): Promise<StepOutcome> {
  const state = await findTagState(at, tag, digest, context);
  if (state === 'gone') return skipped('It no longer existed.');
  const backups = await backUpManifests({ at, digest }, context);
  const write = (await context.begin(backups))(at.registry);
  const move = async () =>
    state === 'there' ? await putPlaceholder({ at, tag }, context, write) : state.placeholder;
  const { result: placeholder, isPutBack } = await withRestore(move, () =>
    restoreDropped(at, backups, context, write),
  );
  const now = await findManifest(at, tag, { ...context, signal: uncancelled });
  const isOurs = now === undefined || now.digest === placeholder;
  try {
    await write.deleteManifest(at.repository, placeholder);
  } catch (error) {
    if (isOurs && isRefusal(error)) await putTagBack({ at, tag, digest }, context, write);
    throw error;
  }
  // Somebody set the tag in between: their tag stays, and our placeholder is gone.
  if (!isOurs) throw movedTagError(tag, now.digest);
  return isPutBack ? { state: 'done', reason: droppedWithTag } : done;
}

type Place = Pick<WorkOf<'untag-by-placeholder'>, 'at' | 'tag' | 'digest'>;

// A registry that refuses the deletion must not keep the tag on the placeholder.
async function putTagBack(
  { at, tag, digest }: Place,
  { client }: StepContext,
  write: RegistryWriter,
): Promise<void> {
  const manifest = await client(at.registry).getManifestBytes(at.repository, digest);
  await write.putManifest(at.repository, tag, manifest);
}

async function putPlaceholder(
  { at, tag }: Pick<Place, 'at' | 'tag'>,
  { uuid }: StepContext,
  write: RegistryWriter,
): Promise<Digest> {
  await write.pushBlob(at.repository, empty, async () => new Blob([emptyBytes]).stream());
  const bytes = new TextEncoder().encode(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.ociManifest,
      artifactType: placeholderType,
      config: empty,
      layers: [empty],
      annotations: { 'vnd.orrery.placeholder': uuid() },
    }),
  );
  const digest = computeDigest('sha256', bytes);
  await write.putManifest(at.repository, tag, { bytes, digest, mediaType: mediaTypes.ociManifest });
  return digest;
}
