import type { Digest } from '#lib/oci/digest';
import { parseManifest } from '#lib/oci/manifest';
import { isIndexMediaType } from '#lib/oci/media-type';
import { OciError } from '#lib/oci/oci-error';
import type { Repository } from '#lib/oci/reference';
import type { ManifestBytes, RegistryWriter } from '#lib/registry/registry-client';
import { findManifest, findManifestBytes } from '#lib/transfer/lookup/find-manifest';
import type { ManifestBackup } from '#lib/transfer/record';
import type { StepContext } from '#lib/transfer/step-context';
import { StepError } from '#lib/transfer/step-error';

type Target = { readonly at: Repository; readonly digest: Digest };
type Asking = Pick<StepContext, 'client' | 'signal'>;

const keptMax = { manifests: 2_000, bytes: 64 * 1024 * 1024 } as const;

/** Never aborts: between the move of a tag and the putting back of what went with it nobody may cancel. */
export const uncancelled: AbortSignal = AbortSignal.any([]);

/**
 * Reads a manifest, and what an index holds, before its tag goes elsewhere; in the order in which they can be put back.
 * zot drops a manifest at once when its last tag is moved, even one that an index still names, and with it the entries
 * of an index that nothing else names. Empty when the manifest is not there.
 *
 * @throws StepError `too-much-to-keep`
 */
export async function backUpManifests(target: Target, asking: Asking): Promise<readonly ManifestBackup[]> {
  const kept = await readWhole(target, asking);
  // Read from the top, so the other way round whatever is named comes before what names it.
  return [...kept.values()].reverse();
}

/** Puts back by digest what of these the registry has dropped; gives whether it had to. */
export async function restoreDropped(
  at: Repository,
  kept: readonly ManifestBackup[],
  { client }: Pick<StepContext, 'client'>,
  registry: RegistryWriter,
): Promise<boolean> {
  const asking = { client, signal: uncancelled };
  const top = kept.at(-1);
  if (top === undefined || (await findManifest(at, top.digest, asking)) !== undefined) return false;
  for (const manifest of kept) {
    if ((await findManifest(at, manifest.digest, asking)) !== undefined) continue;
    await registry.putManifest(at.repository, manifest.digest, manifest);
  }
  return true;
}

/** Takes a tag elsewhere, and puts back what the registry drops with it, also where the change itself fails half-way. */
export async function withRestore<T>(
  change: () => Promise<T>,
  putBack: () => Promise<boolean>,
): Promise<{ readonly result: T; readonly isPutBack: boolean }> {
  const [changed] = await Promise.allSettled([change()]);
  if (changed.status === 'fulfilled') return { result: changed.value, isPutBack: await putBack() };
  // A second failure adds nothing: what is dropped stands in the record, and is put back by whoever goes on.
  await Promise.allSettled([putBack()]);
  throw changed.reason;
}

async function readWhole(
  { at, digest }: Target,
  asking: Asking,
): Promise<ReadonlyMap<Digest, ManifestBytes>> {
  const read = new Map<Digest, ManifestBytes>();
  const wanted = new Set([digest]);
  let bytes = 0;
  for (const next of wanted) {
    const found = await findManifestBytes(at, next, asking);
    if (found === undefined) continue;
    read.set(next, found);
    bytes += found.bytes.byteLength;
    if (read.size > keptMax.manifests || bytes > keptMax.bytes) throw tooMuch(digest);
    for (const entry of entriesOf(found)) {
      // What two of them name comes after both.
      wanted.delete(entry);
      if (!read.has(entry)) wanted.add(entry);
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
    // A tag may be taken from what nobody can read, too.
    if (error instanceof OciError) return [];
    throw error;
  }
}

function tooMuch(digest: Digest): StepError {
  return new StepError(
    'too-much-to-keep',
    `The tag points to ${digest}, which holds more than ${keptMax.manifests} manifests or ${keptMax.bytes} bytes of them. Some registries drop these with the tag. Give ${digest} another tag, then run this again.`,
  );
}
