import type { Digest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import type { Repository } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { referrersTag } from '#lib/oci/referrers-tag';
import { RegistryError } from '#lib/registry/registry-error';
import { computeDigest } from '#lib/registry/verified-body';
import { isRefusal } from '#lib/transfer/explain-refusal';
import { findManifest } from '#lib/transfer/lookup/find-manifest';
import { mapConcurrent } from '#lib/transfer/map-concurrent';
import type { ListEdit } from '#lib/transfer/referrers-tag/edit-referrers-list';
import { readReferrersTag } from '#lib/transfer/referrers-tag/read-referrers-tag';
import { subjectKey } from '#lib/transfer/run-context';
import type { StepContext } from '#lib/transfer/step-context';
import { StepError } from '#lib/transfer/step-error';

/** `kept`: lists that were replaced, and stay because another tag may point to them. */
type ListUpdate = {
  readonly state: 'written' | 'unchanged' | 'absent' | 'no-list';
  readonly kept: readonly Digest[];
};

type Target = { readonly at: Repository; readonly subject: Digest };

const writesMax = 5;
const backoffMs = 100;
/** Other tags of the repository that are asked for before a list that was replaced is deleted. */
const tagsAskedMax = 50;

/**
 * Reads, edits and writes the list under the referrers tag, and reads it again: registries know no condition on a PUT,
 * so another client may have written in between, and then it is done again (protocol.md §2.4). Within this process
 * writers of one list take turns. `no-list` when there is something else under that tag: it is left as it is.
 */
export function updateReferrersTag(
  { at, subject }: Target,
  edit: ListEdit,
  context: StepContext,
): Promise<ListUpdate> {
  return context.withLock(subjectKey(at, subject), async () => {
    const superseded = new Set<Digest>();
    for (let writes = 0; ; writes++) {
      // Before the list is read and not before it is written, so that what is written is not older than need be.
      if (writes > 1) await context.delay(backoffMs * 2 ** writes * context.random(), context.signal);
      const list = await readReferrersTag(at, subject, context);
      if (list.kind === 'other') return { state: 'no-list', kept: [] };
      const before = list.kind === 'list' ? list : undefined;
      const after = edit(before?.bytes);
      if (after === undefined) {
        if (before !== undefined) superseded.delete(before.digest);
        const kept = await removeSuperseded({ at, subject }, superseded, context);
        if (writes > 0) return { state: 'written', kept };
        return { state: before === undefined ? 'absent' : 'unchanged', kept };
      }
      if (writes === writesMax) throw contended({ at, subject });
      const isEmptied = before !== undefined && after.entries === 0;
      const removed = isEmptied ? await removeList({ at, subject }, before.digest, context) : 'nothing';
      if (removed === 'nothing') await writeList({ at, subject }, after.bytes, context);
      // Every subject's empty list is the same manifest: other tags may point to it.
      const isOwn = before !== undefined && before.entries.length > 0;
      if (isOwn && removed !== 'list') superseded.add(before.digest);
    }
  });
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
 * Removes a list that has become empty: by digest, which spares the list that somebody else may put there meanwhile; by
 * tag where Google's registries want the tag gone first, or where another tag may point to the list.
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

/** Deletes these where it may; gives those that stay because another tag may point to them. */
// Left over they cost little, but at Google's registries and ECR they keep what they list from being deleted.
async function removeSuperseded(
  { at, subject }: Target,
  digests: ReadonlySet<Digest>,
  context: StepContext,
): Promise<readonly Digest[]> {
  if (digests.size === 0) return [];
  const free = await withoutForeignTag({ at, subject }, digests, context);
  const kept = [...digests].filter((digest) => !free.includes(digest));
  if (free.length === 0) return kept;
  const { begin, signal } = context;
  const write = await begin();
  for (const digest of free) {
    try {
      await write(at.registry).deleteManifest(at.repository, digest, { signal });
    } catch (error) {
      if (!(error instanceof RegistryError) || error.code === 'cancelled') throw error;
    }
  }
  return kept;
}

/** A deletion takes every tag along: a list that another tag may name stays, at the price of a few bytes. */
async function withoutForeignTag(
  { at, subject }: Target,
  digests: ReadonlySet<Digest>,
  context: StepContext,
): Promise<readonly Digest[]> {
  const { client, signal, checksAtOnce } = context;
  try {
    const { names, next } = await client(at.registry).listTags(at.repository, { signal });
    const others = names.filter((tag) => tag !== referrersTag(subject));
    if (next !== undefined || others.length > tagsAskedMax) return [];
    const targets = await mapConcurrent(others, checksAtOnce, (tag) => findManifest(at, tag, context));
    const named = new Set(targets.map((target) => target?.digest));
    return [...digests].filter((digest) => !named.has(digest));
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === 'cancelled') throw error;
    return [];
  }
}

function contended({ at, subject }: Target): StepError {
  const where = formatReference({ ...at, tag: referrersTag(subject) });
  return new StepError(
    'list-contended',
    `Somebody else goes on writing ${where}: after ${writesMax} tries our entries are not in it.`,
  );
}
