import type { Digest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import type { Repository } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { referrersTag } from '#lib/oci/referrers-tag';
import { RegistryError } from '#lib/registry/registry-error';
import { computeDigest } from '#lib/registry/verified-body';
import type { EditedList, ListEdit } from '#lib/transfer/referrers-tag/edit-list';
import { readList } from '#lib/transfer/referrers-tag/read-list';
import type { StepContext } from '#lib/transfer/steps/step-context';
import { StepError } from '#lib/transfer/steps/step-error';

type Target = { readonly at: Repository; readonly subject: Digest };

const writesMax = 5;
const backoffMs = 100;

/**
 * Reads, edits and writes the list under the referrers tag, and reads it again: registries know no condition on a PUT,
 * so another client may have written in between, and then it is done again (protocol.md §2.4). Within this process
 * writers of one list take turns. `no-list` when there is something else under that tag: it is left as it is.
 */
export function updateList(
  { at, subject }: Target,
  edit: ListEdit,
  context: StepContext,
): Promise<'written' | 'unchanged' | 'absent' | 'no-list'> {
  const key = `${at.registry}/${at.repository}@${subject}`;
  return context.inTurn(key, async () => {
    const superseded = new Set<Digest>();
    for (let writes = 0; ; writes++) {
      const list = await readList(at, subject, context);
      if (list.kind === 'other') return 'no-list';
      const before = list.kind === 'list' ? list : undefined;
      const after = edit(before?.bytes);
      if (after === undefined) {
        if (before !== undefined) superseded.delete(before.digest);
        await removeSuperseded(at, superseded, context);
        if (writes > 0) return 'written';
        return before === undefined ? 'absent' : 'unchanged';
      }
      if (writes === writesMax) throw contended({ at, subject });
      if (writes > 0) await context.delay(backoffMs * 2 ** writes * context.random(), context.signal);
      await write({ at, subject }, after, context);
      // Every subject's empty list is the same manifest: other tags may point to it.
      if (before !== undefined && before.entries.length > 0) superseded.add(before.digest);
    }
  });
}

async function write(target: Target, list: EditedList, context: StepContext): Promise<void> {
  const { at, subject } = target;
  const { client, signal } = context;
  const registry = client(at.registry);
  const tag = referrersTag(subject);
  if (list.entries === 0 && (await isTagDeleted(target, context))) return;
  const { bytes } = list;
  const digest = computeDigest('sha256', bytes);
  await registry.putManifest(
    at.repository,
    tag,
    { bytes, digest, mediaType: mediaTypes.ociIndex },
    { signal },
  );
}

async function isTagDeleted({ at, subject }: Target, { client, signal }: StepContext): Promise<boolean> {
  try {
    await client(at.registry).deleteManifest(at.repository, referrersTag(subject), { signal });
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

// Left over they cost little, but at Google's registries and ECR they keep what they list from being deleted.
async function removeSuperseded(
  at: Repository,
  digests: ReadonlySet<Digest>,
  { client, signal }: StepContext,
): Promise<void> {
  for (const digest of digests) {
    try {
      await client(at.registry).deleteManifest(at.repository, digest, { signal });
    } catch (error) {
      if (!(error instanceof RegistryError) || error.code === 'cancelled') throw error;
    }
  }
}

function isRefusal(error: unknown): boolean {
  const status = error instanceof RegistryError ? error.answer?.status : undefined;
  return status !== undefined && status >= 400 && status < 500 && status !== 429 && status !== 408;
}

function contended({ at, subject }: Target): StepError {
  const where = formatReference({ ...at, tag: referrersTag(subject) });
  return new StepError(
    'list-contended',
    `Somebody else goes on writing ${where}: after ${writesMax} tries our entries are not in it.`,
  );
}
