import type { Place } from '#lib/discovery/place';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { Content } from '#lib/formats/documents/document';
import type { Descriptor } from '#lib/oci/descriptor';
import { hashAlgorithmOf } from '#lib/oci/digest';
import { readBounded } from '#lib/registry/body';
import { computeDigest } from '#lib/registry/verified-body';

/** A blob, or as much of its beginning as is wanted; whole ones have been compared with their digest. */
export async function readHead(
  context: WalkContext,
  { client, repository }: Place,
  blob: Descriptor,
  maxBytes: number,
  priority: number,
): Promise<Content> {
  const inline = inlineData(blob);
  if (inline !== undefined) return { blob, bytes: inline, isWhole: true };
  const isPart = blob.size > maxBytes;
  return await context.ask(async (signal) => {
    const range = isPart ? { range: `bytes=0-${maxBytes - 1}` } : {};
    const { body } = await client.getBlob(repository, blob.digest, { signal, isDocument: true, ...range });
    const { bytes, truncated } = await readBounded(new Response(body), maxBytes, signal);
    return { blob, bytes, isWhole: !isPart && !truncated };
  }, priority);
}

// image-spec "OCI Content Descriptors": embedded content saves the request, and is believed only when it has the digest.
function inlineData(blob: Descriptor): Uint8Array<ArrayBuffer> | undefined {
  const algorithm = hashAlgorithmOf(blob.digest);
  if (blob.data === undefined || algorithm === undefined) return undefined;
  const bytes = new Uint8Array(Buffer.from(blob.data, 'base64'));
  return bytes.byteLength === blob.size && computeDigest(algorithm, bytes) === blob.digest
    ? bytes
    : undefined;
}
