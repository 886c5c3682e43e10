import type { WalkContext } from '#lib/discovery/walk-context';
import type { BlobBytes } from '#lib/formats/documents/document';
import { planReading } from '#lib/formats/reading/plan-reading';
import type { UnknownReason } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Meaning } from '#lib/oci/kind';
import { readBounded } from '#lib/registry/body';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { embeddedBytes } from '#lib/repository/embedded-content';
import { explainError } from '#lib/repository/explain-error';

export type ReadContents = {
  readonly contents: readonly BlobBytes[];
  /** Why one of them could not be read: the first reason. */
  readonly failure: UnknownReason | undefined;
  /** Documents that are left out because there are too many. */
  readonly unread: number;
};

/** The blobs of a manifest that tell what it is. */
export async function readContents(
  context: WalkContext,
  { manifest, digest }: FetchedManifest,
  declared: Meaning,
  priority: number,
): Promise<ReadContents> {
  const contents: BlobBytes[] = [];
  let failure: UnknownReason | undefined;
  const { readings, unread } = planReading(manifest, declared);
  for (const { blob, maxBytes } of readings) {
    try {
      const content = await readHead(context, blob, maxBytes, { manifest: digest, priority });
      context.budget.countBytes(digest, content.bytes.byteLength);
      contents.push(content);
    } catch (error) {
      failure ??= explainError(error);
    }
  }
  return { contents, failure, unread };
}

/** A blob, or its first `maxBytes`; a whole one has been compared with its digest. */
async function readHead(
  { budget, known }: WalkContext,
  blob: Descriptor,
  maxBytes: number,
  { manifest, priority }: { readonly manifest: FetchedManifest['digest']; readonly priority: number },
): Promise<BlobBytes> {
  const embedded = embeddedBytes(blob);
  if (embedded !== undefined) return { blob, bytes: embedded, isWhole: true };
  const { client, repository } = known.handleOf(manifest);
  const isPart = blob.size > maxBytes;
  return await budget.call(async (signal) => {
    const range = isPart ? { range: `bytes=0-${maxBytes - 1}` } : {};
    const { body } = await client.getBlob(repository, blob.digest, { signal, isDocument: true, ...range });
    const { bytes, truncated } = await readBounded(new Response(body), maxBytes, signal);
    return { blob, bytes, isWhole: !isPart && !truncated };
  }, priority);
}
