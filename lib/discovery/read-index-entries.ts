import { meaningOfManifest } from '#lib/formats/declared/meaning';
import { combineParts } from '#lib/formats/declared/parts';
import { formatLimits } from '#lib/formats/limits';
import type { UnknownReason } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Meaning, Part } from '#lib/oci/kind';
import type { IndexManifest } from '#lib/oci/manifest';
import { isManifestMediaType } from '#lib/oci/media-type';
import { explainError } from '#lib/repository/explain-error';
import type { ReadingPlace } from './read-contents.ts';
import { meaningOfContents, readContents } from './read-contents.ts';
import type { WalkContext } from './walk-context.ts';

/** What the entries of an index are. */
export type IndexEntries = {
  readonly parts: readonly Part[];
  /** Why not all of them are known: the first reason. */
  readonly failure: UnknownReason | undefined;
};

/** Reads the entries of an attached index, which tell what it is attached for. */
export async function readIndexEntries(
  context: WalkContext,
  index: IndexManifest,
  place: ReadingPlace,
): Promise<IndexEntries> {
  const parts: Part[] = [];
  const entries = index.manifests.filter(({ mediaType }) => isManifestMediaType(mediaType));
  const unread = entries.length - formatLimits.readingsMax;
  let failure: UnknownReason | undefined =
    unread > 0
      ? { reason: `${unread} of its entries were not read: there are too many.`, code: 'too-large' }
      : undefined;
  for (const entry of entries.slice(0, formatLimits.readingsMax)) {
    try {
      const read = await readEntry(context, entry, place);
      parts.push(read.part);
      failure ??= read.failure;
    } catch (error) {
      failure ??= explainError(error);
    }
  }
  return { parts, failure };
}

/** What an index is by its entries: an SBOM where each of them is one. */
export function meaningOfEntries(declared: Meaning, { parts }: IndexEntries): Meaning {
  const evidence = parts.filter(({ kind }) => kind !== 'image' && kind !== 'index');
  if (evidence.length === 0) return { ...declared, confidence: 'content' };
  const combined = evidence.length === parts.length ? combineParts(declared, evidence) : {};
  return { ...declared, ...combined, confidence: 'content', parts: evidence };
}

const nestedIndex = { reason: 'It holds an index, and what that holds was not read.', code: 'too-large' };

async function readEntry(
  context: WalkContext,
  entry: Descriptor,
  place: ReadingPlace,
): Promise<{ readonly part: Part; readonly failure: UnknownReason | undefined }> {
  const { client, repository } = context.known.handleOf(place.at);
  const { manifest, bytes } = await context.budget.call(
    (signal) => client.getManifest(repository, entry.digest, { signal }),
    place.priority,
  );
  context.budget.countBytes(place.at, bytes.byteLength);
  const declared = meaningOfManifest(manifest, entry);
  const read = await readContents(context, manifest, declared, place);
  // A statement in it names a platform and not what the index hangs on, so that the two are not compared.
  const { kind, format, envelope, title } = meaningOfContents(context, manifest, declared, read);
  const part = { digest: entry.digest, kind, format, title, ...(envelope === undefined ? {} : { envelope }) };
  const failure = manifest.shape === 'index' ? nestedIndex : read.failure;
  return { part, failure };
}
