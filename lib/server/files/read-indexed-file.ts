import { createHash } from 'node:crypto';
import type { TocContent } from '#lib/formats/files/toc';
import { bytesOfContent } from '#lib/formats/files/toc';
import type { RegistryClient } from '#lib/registry/registry-client';
import type { ArchiveListing, ArchivePlace } from './archive-listing.ts';
import { expand } from './expand-blob.ts';
import { dropBody, fetchRange } from './fetch-range.ts';

/** A file that is fetched alone, and whether its bytes are compared with a digest of the index. */
type IndexedFile = { readonly chunks: AsyncGenerator<Uint8Array>; readonly isCompared: boolean };

/**
 * One file of a layer that carries an index, by a range of its bytes. Undefined where the index does not say where they are,
 * or the registry knows no ranges.
 *
 * @throws RegistryError what the registry answers
 */
export async function readIndexedFile(
  client: RegistryClient,
  place: ArchivePlace,
  listing: ArchiveListing,
  at: number,
  signal: AbortSignal,
): Promise<IndexedFile | undefined> {
  const { contents } = listing;
  const content = contents?.pieces[listing.files.places[at] ?? -1];
  const size = listing.files.sizes[at] ?? 0;
  if (contents === undefined || content === undefined) return undefined;
  const stretch = bytesOfContent(content, contents.offsets, contents.limit);
  if (stretch === undefined) return undefined;
  const part = await fetchRange(client, place, `${stretch.start}-${stretch.end - 1}`, signal);
  if (!part.isPart) {
    await dropBody(part.body);
    return undefined;
  }
  const pieces = piecesOf(content, size);
  const unpacked = expand(part.body, listing.compression);
  return {
    chunks: comparedPieces(stretchOf(unpacked, content.chunks[0]?.skipped ?? 0, size), pieces),
    isCompared: pieces.every(({ digest }) => digest !== undefined),
  };
}

type Piece = { readonly size: number; readonly digest: string | undefined };

/** What is compared: the whole file where its digest is known, else each piece of it. */
function piecesOf({ digest, chunks }: TocContent, size: number): readonly Piece[] {
  const sum = chunks.reduce((total, chunk) => total + chunk.size, 0);
  return digest !== undefined || sum !== size ? [{ size, digest }] : chunks;
}

/** The bytes from `skipped` on, `size` of them; what follows is not read. */
async function* stretchOf(
  chunks: AsyncIterable<Uint8Array>,
  skipped: number,
  size: number,
): AsyncGenerator<Uint8Array> {
  let position = 0;
  const end = skipped + size;
  for await (const chunk of chunks) {
    const part = chunk.subarray(Math.max(0, skipped - position), Math.max(0, end - position));
    position += chunk.byteLength;
    if (part.byteLength > 0) yield part;
    if (position >= end) return;
  }
  throw new Error('The layer holds less of this file than its index says.');
}

/** The same bytes; the last ones of each piece come when its digest was found right. */
async function* comparedPieces(
  chunks: AsyncIterable<Uint8Array>,
  pieces: readonly Piece[],
): AsyncGenerator<Uint8Array> {
  let number = 0;
  let hash = createHash('sha256');
  let left = pieces[0]?.size ?? 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.byteLength; ) {
      const part = chunk.subarray(at, at + left);
      if (part.byteLength === 0) return;
      at += part.byteLength;
      left -= part.byteLength;
      hash.update(part);
      if (left === 0) {
        const expected = pieces[number]?.digest;
        if (expected !== undefined && `sha256:${hash.digest('hex')}` !== expected)
          throw new Error('The bytes of this file do not have the digest that the index gives them.');
        number += 1;
        hash = createHash('sha256');
        left = pieces[number]?.size ?? 0;
      }
      yield part;
    }
  }
}
