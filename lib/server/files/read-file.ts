import type { FileIndex } from '#lib/formats/files/file-index';
import { findPath } from '#lib/formats/files/file-index';
import { asPath } from '#lib/formats/files/file-path';
import type { ListedFile } from '#lib/formats/files/list-files';
import { fileAt } from '#lib/formats/files/list-files';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import { connect } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import { cleanText } from '#lib/text/untrusted-text';
import type { ArchiveListing, ArchivePlace } from './archive-listing.ts';
import { createBlobSource } from './blob-source.ts';
import { compressionOf, expand } from './expand-blob.ts';
import { readIndexedFile } from './read-indexed-file.ts';
import { zipContent } from './read-zip.ts';

/** The content of one file, and what it was compared with on its way. */
export type FileBody = {
  readonly size: number;
  readonly body: ReadableStream<Uint8Array>;
  readonly verified: 'digest' | 'toc-digest' | 'none';
};

/**
 * The file of a path, a hard link followed to where its bytes are.
 *
 * @throws ProblemError `not-found` for a path that is not there, `request-invalid` for one that has no bytes
 */
export function findFile(
  files: FileIndex,
  path: string,
  isThere: (at: number) => boolean = () => true,
): ListedFile & { readonly at: number } {
  let wanted = path;
  for (let hops = 0; hops <= limits.hardLinksMax; hops++) {
    const at = findPath(files, wanted);
    if (at === undefined || !isThere(at))
      throw problemError('not-found', `There is no ${quoted(wanted)} in it.`);
    const file = fileAt(files, at);
    if (file.type === 'file') return { ...file, at };
    if (file.type !== 'hardlink') throw problemError('request-invalid', noBytes(file));
    wanted = asPath(file.link ?? '').path;
  }
  throw problemError('request-invalid', `The hard links at ${quoted(path)} never end.`);
}

function noBytes({ path, type, link }: ListedFile): string {
  if (type === 'symlink') return `${quoted(path)} is a symbolic link to ${quoted(link ?? '')}.`;
  return `${quoted(path)} is a ${type === 'other' ? 'pipe' : type}: it has no bytes.`;
}

function quoted(path: string): string {
  return `"${cleanText(path, 120)}"`;
}

/**
 * The bytes of one file of an archive. What is not compressed comes alone by a range; else the archive is read up to
 * the file, and where it is not large to its end, so that its digest is compared before the last byte is given.
 *
 * @throws ProblemError `request-invalid` for a file that is stored with its holes left out, `files-unreadable` for one of a zip
 *   file that is encrypted or packed in a way that is not read here
 */
export async function readFile(
  session: Session,
  place: ArchivePlace,
  listing: ArchiveListing,
  file: ListedFile & { readonly at: number },
  signal: AbortSignal,
): Promise<FileBody> {
  const offset = listing.files.places[file.at] ?? 0;
  if (listing.sparse.has(offset))
    throw problemError('request-invalid', `${quoted(file.path)} is a sparse file. Download the layer.`);
  const client = connect(session, place.registry);
  const { size } = file;
  if (size === 0) return { size, body: new Blob([]).stream(), verified: listing.verified };
  if (listing.source === 'blob') {
    const { body } = await client.getBlob(place.repository, place.digest, { signal });
    return { size, body, verified: 'digest' };
  }
  const alone = await readIndexedFile(client, place, listing, file.at, signal);
  if (alone !== undefined) {
    const isVerified = alone.isCompared && listing.verified === 'toc-digest';
    return { size, body: toStream(alone.chunks), verified: isVerified ? 'toc-digest' : 'none' };
  }
  if (listing.contents !== undefined)
    throw problemError('files-unreadable', 'The index of this layer does not say where the file is.');
  if (listing.compression === 'zip') {
    const isVerified = listing.bytesRead <= limits.fileVerifyMaxBytes;
    const { body } = await client.getBlob(place.repository, place.digest, { signal });
    const chunks = await zipContent(createBlobSource(body), { offset, size, isVerified });
    return { size, body: toStream(chunks), verified: isVerified ? 'digest' : 'none' };
  }
  const isPlain = listing.compression === 'none';
  const isSmall = listing.bytesRead <= limits.fileVerifyMaxBytes;
  const range = isPlain && !isSmall ? { range: `bytes=${offset}-${offset + size - 1}` } : {};
  const blob = await client.getBlob(place.repository, place.digest, { signal, ...range });
  if (blob.contentRange !== undefined) return { size, body: blob.body, verified: 'none' };
  const chunks = contentOf(blob.body, { offset, size, isVerified: isSmall });
  return { size, body: toStream(chunks), verified: isSmall ? 'digest' : 'none' };
}

/** A stream that reads nothing before somebody wants it. */
function toStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => void (await chunks.return(undefined)),
    },
    { highWaterMark: 0 },
  );
}

type Wanted = { readonly offset: number; readonly size: number; readonly isVerified: boolean };

/** The bytes of a stretch of what a body unpacks to; with `isVerified` the last ones when all of the body is found right. */
async function* contentOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { offset, size, isVerified }: Wanted,
): AsyncGenerator<Uint8Array> {
  const source = createBlobSource(body);
  const compression = compressionOf(await source.head(4));
  let position = 0;
  let held: Uint8Array | undefined;
  try {
    for await (const chunk of expand(source.chunks(), compression)) {
      const start = Math.max(0, offset - position);
      const end = Math.min(chunk.byteLength, offset + size - position);
      position += chunk.byteLength;
      if (end <= start) continue;
      if (held !== undefined) yield held;
      held = chunk.subarray(start, end);
      if (position >= offset + size) break;
    }
    if (position < offset + size) throw new Error('The archive is shorter than its list says.');
    if (isVerified) await source.drain();
    if (held !== undefined) yield held;
  } finally {
    await source.cancel().catch(() => undefined);
  }
}
