import { isPacked } from '#lib/formats/containers/unpack';
import type { BlobBytes } from '#lib/formats/documents/document';
import type { ContentMeaning } from '#lib/formats/documents/meaning-of-reading';
import { planReading } from '#lib/formats/reading/plan-reading';
import { understand, withoutContent } from '#lib/formats/reading/understand';
import type { UnknownReason } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Meaning } from '#lib/oci/kind';
import type { Manifest } from '#lib/oci/manifest';
import { embeddedBytes } from '#lib/repository/embedded-content';
import { explainError } from '#lib/repository/explain-error';
import { readDocument } from '#lib/repository/read-document';
import { readElsewhereBytes } from './limits.ts';
import { keepContent, recallContent } from './repository-handle.ts';
import type { WalkContext } from './walk-context.ts';

/** What was read of an artifact to know what it is. */
export type ReadContents = {
  readonly contents: readonly BlobBytes[];
  /** What is known of those that another thread has read. */
  readonly meanings: ReadonlyMap<Digest, ContentMeaning>;
  /** Why one of them could not be read: the first reason. */
  readonly failure: UnknownReason | undefined;
  /** Documents that are left out because there are too many. */
  readonly unread: number;
};

/** Where a manifest lies, by the digest of a node, and how soon it is read. */
export type ReadingPlace = { readonly at: Digest; readonly priority: number };

/** The blobs of a manifest that tell what it is. */
export async function readContents(
  context: WalkContext,
  manifest: Manifest,
  declared: Meaning,
  place: ReadingPlace,
): Promise<ReadContents> {
  const contents: BlobBytes[] = [];
  const meanings = new Map<Digest, ContentMeaning>();
  const { read, cache, repository } = context.known.handleOf(place.at);
  let failure: UnknownReason | undefined;
  const { readings, unread } = planReading(manifest, declared);
  for (const { blob, maxBytes } of readings) {
    const opened = cache.documents.get(`${repository}@${blob.digest}`);
    if (opened !== undefined) {
      meanings.set(blob.digest, opened);
      contents.push({ blob, bytes: new Uint8Array(0), isWhole: true });
      continue;
    }
    try {
      const content = await readHead(context, blob, maxBytes, place);
      context.budget.countBytes(place.at, content.bytes.byteLength);
      contents.push(content);
      if (read !== undefined && isReadElsewhere(content)) meanings.set(blob.digest, await read(content));
    } catch (error) {
      failure ??= explainError(error);
    }
  }
  return { contents, meanings, failure, unread };
}

function isReadElsewhere({ bytes }: BlobBytes): boolean {
  return bytes.byteLength >= readElsewhereBytes || isPacked(bytes);
}

/** A blob, or its first `maxBytes`; a whole one has been compared with its digest. */
async function readHead(
  { budget, known }: WalkContext,
  blob: Descriptor,
  maxBytes: number,
  { at, priority }: ReadingPlace,
): Promise<BlobBytes> {
  const embedded = embeddedBytes(blob);
  if (embedded !== undefined) return { blob, bytes: embedded, isWhole: true };
  const handle = known.handleOf(at);
  const kept = blob.size > maxBytes ? undefined : recallContent(handle, blob.digest);
  if (kept !== undefined) return { blob, bytes: kept, isWhole: true };
  return await budget.call(async (signal) => {
    const { bytes, isWhole } = await readDocument(handle, blob, { maxBytes, signal });
    if (isWhole) keepContent(handle, blob.digest, bytes);
    return { blob, bytes, isWhole };
  }, priority);
}

/** What an artifact is by what was read of it; what could not be read leaves what was declared, and says so. */
export function meaningOfContents(
  { scope: { decompress } }: WalkContext,
  manifest: Manifest,
  declared: Meaning,
  { contents, meanings, failure }: ReadContents,
): Meaning {
  const understood = () => understand(manifest, declared, contents, decompress, meanings);
  if (failure === undefined) return contents.length > 0 ? understood() : withoutContent(declared);
  const meaning = contents.length > 0 ? understood() : declared;
  return { ...meaning, basis: `What it carries could not be read: ${failure.reason}` };
}
