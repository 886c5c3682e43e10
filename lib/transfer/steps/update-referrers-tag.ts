import { mapConcurrent } from '#lib/async/map-concurrent';
import type { Digest } from '#lib/oci/digest';
import { isIndexMediaType, mediaTypes } from '#lib/oci/media-type';
import type { Repository } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { referrersTag } from '#lib/oci/referrers-tag';
import { computeDigest } from '#lib/registry/body';
import { RegistryError } from '#lib/registry/registry-error';
import { isRefusal } from '#lib/transfer/explain-refusal';
import { transferLimits } from '#lib/transfer/limits';
import { findManifest, findManifestBytes } from '#lib/transfer/lookup/find-manifest';
import type { CheckContext, StepContext } from '#lib/transfer/step-context';
import { StepError } from '#lib/transfer/step-error';
import type { ListEdit } from '#lib/transfer/steps/edit-referrers-list';
import { entriesOf } from '#lib/transfer/steps/edit-referrers-list';
import { subjectKey } from '#lib/transfer/subject-lock';

/** `remaining`: lists that were replaced and not deleted, because another tag may point to them. */
type ListUpdate = {
  readonly state: 'written' | 'unchanged' | 'absent' | 'no-list';
  readonly remaining: readonly Digest[];
};

type Target = { readonly at: Repository; readonly subject: Digest };

/**
 * Reads, edits and writes the list under the referrers tag:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema
 * A PUT of a manifest has no condition, so another client may write in between: the list is read again after each write
 * and written again until it is right. Writers of this process take turns. `no-list` when the tag points to something
 * else, which stays.
 *
 * @throws StepError `list-contended` when another client overwrites the list again and again
 */
export function updateReferrersTag(
  target: Target,
  edit: ListEdit,
  context: StepContext,
): Promise<ListUpdate> {
  return context.withLock(subjectKey(target.at, target.subject), () => updateAlone(target, edit, context));
}

async function updateAlone(target: Target, edit: ListEdit, context: StepContext): Promise<ListUpdate> {
  const superseded = new Set<Digest>();
  for (let writes = 0; ; writes++) {
    await waitBeforeWrite(writes, context);
    const list = await readReferrersTag(target.at, target.subject, context);
    if (list.kind === 'other') return { state: 'no-list', remaining: [] };
    const before = list.kind === 'list' ? list : undefined;
    const after = edit(before?.bytes);
    if (after === undefined) {
      if (before !== undefined) superseded.delete(before.digest);
      const remaining = await removeSuperseded(target, superseded, context);
      if (writes > 0) return { state: 'written', remaining };
      return { state: before === undefined ? 'absent' : 'unchanged', remaining };
    }
    if (writes === transferLimits.referrersTagWritesMax) throw contended(target, writes);
    const isEmptied = before !== undefined && after.entries === 0;
    const removed = isEmptied ? await removeList(target, before.digest, context) : 'nothing';
    if (removed === 'nothing') await writeList(target, after.bytes, context);
    // The empty list of every subject is the same manifest: other tags may point to it.
    const isOwn = before !== undefined && before.entries.length > 0;
    if (isOwn && removed !== 'list') superseded.add(before.digest);
  }
}

// Before the list is read, not before it is written: then what is written is as fresh as can be.
async function waitBeforeWrite(writes: number, { delay, random, signal }: StepContext): Promise<void> {
  if (writes > 1) await delay(transferLimits.referrersTagBackoffMs * 2 ** writes * random(), signal);
}

async function writeList(
  { at, subject }: Target,
  bytes: Uint8Array<ArrayBuffer>,
  { begin, signal }: StepContext,
): Promise<void> {
  const list = { bytes, digest: computeDigest('sha256', bytes), mediaType: mediaTypes.ociIndex };
  const write = await begin();
  await write(at.registry).putManifest(at.repository, referrersTag(subject), list, { signal });
}

/**
 * Removes a list that has become empty: by digest, which spares a list that another client puts there meanwhile; by tag
 * where Google's registries want the tag gone first, or where another tag may point to the list:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-manifests
 */
async function removeList(
  { at, subject }: Target,
  list: Digest,
  context: StepContext,
): Promise<'list' | 'tag' | 'nothing'> {
  const { begin, signal } = context;
  const free = await withoutForeignTag({ at, subject }, new Set([list]), context);
  const write = await begin();
  const ways = [...free.map((digest) => ['list', digest] as const), ['tag', referrersTag(subject)] as const];
  for (const [removed, selector] of ways) {
    try {
      await write(at.registry).deleteManifest(at.repository, selector, { signal });
      return removed;
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  return 'nothing';
}

/**
 * Deletes replaced lists; gives those that stay because another tag may point to them. A list that stays costs little,
 * but Google's registries and ECR refuse to delete what it names.
 */
async function removeSuperseded(
  { at, subject }: Target,
  digests: ReadonlySet<Digest>,
  context: StepContext,
): Promise<readonly Digest[]> {
  if (digests.size === 0) return [];
  const free = await withoutForeignTag({ at, subject }, digests, context);
  const remaining = [...digests].filter((digest) => !free.includes(digest));
  if (free.length === 0) return remaining;
  const { begin, signal } = context;
  const write = await begin();
  for (const digest of free) {
    try {
      await write(at.registry).deleteManifest(at.repository, digest, { signal });
    } catch (error) {
      if (!(error instanceof RegistryError) || error.code === 'cancelled') throw error;
    }
  }
  return remaining;
}

/**
 * Those of these lists that no other tag points to, as a deletion by digest removes every tag of a manifest:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-manifests
 * Empty when the registry has too many tags to look at, or does not list them.
 */
async function withoutForeignTag(
  { at, subject }: Target,
  digests: ReadonlySet<Digest>,
  context: StepContext,
): Promise<readonly Digest[]> {
  const { client, signal, checksAtOnce } = context;
  try {
    const { names, next } = await client(at.registry).listTags(at.repository, { signal });
    const others = names.filter((tag) => tag !== referrersTag(subject));
    if (next !== undefined || others.length > transferLimits.tagsCheckedMax) return [];
    const targets = await mapConcurrent(others, checksAtOnce, (tag) => findManifest(at, tag, context));
    const named = new Set(targets.map((target) => target?.digest));
    return [...digests].filter((digest) => !named.has(digest));
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === 'cancelled') throw error;
    return [];
  }
}

function contended({ at, subject }: Target, writes: number): StepError {
  const where = formatReference({ ...at, tag: referrersTag(subject) });
  return new StepError(
    'list-contended',
    `Another client keeps writing ${where}: after ${writes} attempts our entries are not in it. Run this again.`,
  );
}

/** What the referrers tag of a subject points to; `other` for a manifest that is no list. */
export type ReferrersTagState =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'list';
      readonly digest: Digest;
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly entries: readonly Digest[];
    }
  | { readonly kind: 'other' };

/**
 * Reads the list of referrers that clients maintain under a tag:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema
 */
export async function readReferrersTag(
  at: Repository,
  subject: Digest,
  context: Pick<CheckContext, 'client' | 'signal'>,
): Promise<ReferrersTagState> {
  const found = await findManifestBytes(at, referrersTag(subject), context);
  // GitLab resolves the tag of a digest to the manifest with that digest (oras-go #1396): that is no list.
  if (found === undefined || found.digest === subject) return { kind: 'none' };
  const { digest, bytes, mediaType } = found;
  if (!isIndexMediaType(mediaType)) return { kind: 'other' };
  return { kind: 'list', digest, bytes, entries: entriesOf(bytes) };
}
