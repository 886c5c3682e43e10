import type { Digest } from '#lib/oci/digest';
import { parseManifest } from '#lib/oci/manifest';
import { isIndexMediaType } from '#lib/oci/media-type';
import { OciError } from '#lib/oci/oci-error';
import type { Repository } from '#lib/oci/reference';
import type { ManifestBytes, RegistryWriter } from '#lib/registry/registry-client';
import { transferLimits } from '#lib/transfer/limits';
import { findManifest, findManifestBytes } from '#lib/transfer/lookup/find-manifest';
import type { Plan } from '#lib/transfer/plan';
import type { ManifestBackup } from '#lib/transfer/record';
import type { RunContext } from '#lib/transfer/run-context';
import type { StepContext } from '#lib/transfer/step-context';
import { StepError } from '#lib/transfer/step-error';

const { backupManifestsMax, backupMaxBytes } = transferLimits;

type Target = { readonly at: Repository; readonly digest: Digest };
type ReadContext = Pick<StepContext, 'client' | 'signal'>;

/** Never aborts: nobody may cancel between the move of a tag and the restoring of what the registry deleted with it. */
export const uncancelled: AbortSignal = AbortSignal.any([]);

/**
 * Reads a manifest and the entries of an index before a tag moves away from it, in the order in which they can be
 * restored. zot deletes a manifest at once when its last tag moves, also one that an index names, and with an index the
 * entries that nothing else names. Empty when the manifest does not exist.
 *
 * @throws StepError `too-much-to-keep`
 */
export async function backUpManifests(
  target: Target,
  context: ReadContext,
): Promise<readonly ManifestBackup[]> {
  const backups = await readWithEntries(target, context);
  // Read from the top down: in reverse each manifest follows those that it names.
  return [...backups.values()].reverse();
}

/** Puts those of the backups that the registry has deleted under their digests again; gives whether there were any. */
export async function restoreDropped(
  at: Repository,
  backups: readonly ManifestBackup[],
  { client }: Pick<StepContext, 'client'>,
  registry: RegistryWriter,
): Promise<boolean> {
  const context = { client, signal: uncancelled };
  const top = backups.at(-1);
  if (top === undefined || (await findManifest(at, top.digest, context)) !== undefined) return false;
  for (const manifest of backups) {
    if ((await findManifest(at, manifest.digest, context)) !== undefined) continue;
    await registry.putManifest(at.repository, manifest.digest, manifest);
  }
  return true;
}

/**
 * Makes a change to a tag, and then restores what the registry deleted with it, also after a change that failed.
 *
 * @throws what the change throws, after the attempt to restore
 */
export async function withRestore<T>(
  change: () => Promise<T>,
  putBack: () => Promise<boolean>,
): Promise<{ readonly result: T; readonly isPutBack: boolean }> {
  const [changed] = await Promise.allSettled([change()]);
  if (changed.status === 'fulfilled') return { result: changed.value, isPutBack: await putBack() };
  // A second failure adds nothing: the record holds the backups, and the next run restores them.
  await Promise.allSettled([putBack()]);
  throw changed.reason;
}

async function readWithEntries(
  { at, digest }: Target,
  context: ReadContext,
): Promise<ReadonlyMap<Digest, ManifestBytes>> {
  const read = new Map<Digest, ManifestBytes>();
  const pending = new Set([digest]);
  let bytes = 0;
  for (const next of pending) {
    const found = await findManifestBytes(at, next, context);
    if (found === undefined) continue;
    read.set(next, found);
    bytes += found.bytes.byteLength;
    if (read.size > backupManifestsMax || bytes > backupMaxBytes) throw tooMuch(digest);
    for (const entry of entriesOf(found)) {
      // An entry of two indexes comes after both.
      pending.delete(entry);
      if (!read.has(entry)) pending.add(entry);
    }
  }
  return read;
}

function entriesOf({ bytes, mediaType }: ManifestBytes): readonly Digest[] {
  if (!isIndexMediaType(mediaType)) return [];
  try {
    const manifest = parseManifest(bytes, mediaType);
    return manifest.shape === 'index' ? manifest.manifests.map(({ digest }) => digest) : [];
  } catch (error) {
    // A tag may also move away from a manifest that cannot be parsed.
    if (error instanceof OciError) return [];
    throw error;
  }
}

function tooMuch(digest: Digest): StepError {
  return new StepError(
    'too-much-to-keep',
    `The tag points to ${digest}, which contains more than ${backupManifestsMax} manifests or ${backupMaxBytes} bytes of them. Some registries delete these with the tag. Give ${digest} another tag, then run this again.`,
  );
}

/**
 * Restores what a registry deleted with a tag in an earlier run of this plan that was interrupted before it could.
 * `backups` is by step id, from the journal; gives the ids of the steps whose backups all exist again. Rejects with the
 * RegistryError of a registry that does not answer or refuses.
 */
export async function restoreBackups(
  plan: Plan,
  backups: ReadonlyMap<string, readonly ManifestBackup[]>,
  { client, recorder }: Pick<RunContext, 'client' | 'recorder'>,
): Promise<readonly string[]> {
  const whole: string[] = [];
  for (const step of plan.steps) {
    const manifests = backups.get(step.id);
    if (manifests === undefined || !('at' in step)) continue;
    const write = await recorder.begin(step, manifests);
    await restoreDropped(step.at, manifests, { client }, write(step.at.registry));
    whole.push(step.id);
  }
  return whole;
}
