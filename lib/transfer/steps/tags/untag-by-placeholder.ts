import type { Digest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { computeDigest } from '#lib/registry/verified-body';
import { isRefusal } from '#lib/transfer/steps/explain-refusal';
import { findManifest } from '#lib/transfer/steps/find-manifest';
import type { StepContext, StepOutcome, WorkOf } from '#lib/transfer/steps/step-context';
import { done, skipped } from '#lib/transfer/steps/step-context';
import { keepManifest } from '#lib/transfer/steps/tags/keep-manifest';
import { placeholderType, tagMoved, tagState } from '#lib/transfer/steps/tags/tag-state';
import { droppedWithTag } from '#lib/transfer/steps/tags/untag';

const emptyBytes = new TextEncoder().encode('{}');
const empty = {
  mediaType: mediaTypes.empty,
  digest: computeDigest('sha256', emptyBytes),
  size: emptyBytes.byteLength,
} as const;

/**
 * Removes a tag where the registry deletes by digest only: the tag is moved to a manifest that nobody else has, and
 * that is deleted. A run that broke off in between is taken up at the placeholder it left.
 */
export async function untagByPlaceholder(
  { at, tag, digest }: WorkOf<'untag-by-placeholder'>,
  context: StepContext,
): Promise<StepOutcome> {
  const state = await tagState(at, tag, digest, context);
  if (state === 'gone') return skipped('It was gone already.');
  const restore = await keepManifest({ at, digest }, context);
  const placeholder = state === 'there' ? await putPlaceholder({ at, tag }, context) : state.placeholder;
  const isPutBack = await restore();
  const now = await findManifest(at, tag, context);
  const isOurs = now === undefined || now.digest === placeholder;
  const { client, signal } = context;
  const registry = client(at.registry);
  try {
    await registry.deleteManifest(at.repository, placeholder, { signal });
  } catch (error) {
    if (isOurs && isRefusal(error)) await putBack({ at, tag, digest }, context);
    throw error;
  }
  // Somebody set the tag in between: theirs stays, and ours is gone without it.
  if (!isOurs) throw tagMoved(tag, now.digest);
  return isPutBack ? { state: 'done', reason: droppedWithTag } : done;
}

type Place = Pick<WorkOf<'untag-by-placeholder'>, 'at' | 'tag' | 'digest'>;

// Where nothing may be deleted the tag must not stay on the placeholder.
async function putBack({ at, tag, digest }: Place, { client, signal }: StepContext): Promise<void> {
  const registry = client(at.registry);
  const manifest = await registry.getManifestBytes(at.repository, digest, { signal });
  await registry.putManifest(at.repository, tag, manifest, { signal });
}

async function putPlaceholder(
  { at, tag }: Pick<Place, 'at' | 'tag'>,
  { client, signal, uuid }: StepContext,
): Promise<Digest> {
  const registry = client(at.registry);
  await registry.pushBlob(at.repository, empty, async () => new Blob([emptyBytes]).stream(), { signal });
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
  await registry.putManifest(
    at.repository,
    tag,
    { bytes, digest, mediaType: mediaTypes.ociManifest },
    { signal },
  );
  return digest;
}
