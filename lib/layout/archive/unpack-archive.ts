import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Extract, Header } from 'tar-stream';
import { extract } from 'tar-stream';
import { expandArchive } from '#lib/layout/archive/expand-archive';
import { isFileError } from '#lib/layout/files/file-error';
import { layoutLimits } from '#lib/layout/limits';
import { isDigest } from '#lib/oci/digest';
import { OciError } from '#lib/oci/oci-error';

type Entry = Extract extends AsyncIterable<infer T> ? T : never;

const blobName = /^blobs\/([a-z0-9]+(?:[+._-][a-z0-9]+)*)\/([a-zA-Z0-9=_-]+)$/;
const folderName = /^(?:|\.|blobs|blobs\/[a-z0-9]+(?:[+._-][a-z0-9]+)*)$/;
// `docker save` writes these beside the layout.
const ignoredNames = new Set(['manifest.json', 'repositories']);
// What older ones, skopeo's docker-archive and crane's tarball have instead of a layout.
const dockerName = /^(?:sha256:)?[0-9a-f]{64}(?:\.json|\.tar(?:\.gz)?|\/.*)?$/;

export type UnpackOptions = {
  /** How much may be unpacked; the limit of all archives when left out. */
  readonly maxBytes?: number;
  /** How files are made; node's own when left out. */
  readonly open?: (path: string, flags: string) => Promise<FileHandle>;
};

/**
 * Unpacks a tar archive of an OCI image layout, compressed with gzip or not, into an empty folder:
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
 * It may hold the files of a layout only: no links, no devices, no path twice; each blob must have its digest.
 *
 * @throws OciError `layout-invalid`; errors of the file system are thrown as they are
 */
export async function unpackArchive(
  stream: AsyncIterable<Uint8Array>,
  folder: string,
  options: UnpackOptions = {},
): Promise<void> {
  const { maxBytes = layoutLimits.archiveMaxBytes, open: openFile = open } = options;
  const entries = extract();
  const fed = pipeline(Readable.from(expandArchive(stream, maxBytes), { objectMode: false }), entries);
  // The loop below gets the same error first; this only keeps it from counting as unhandled.
  fed.catch(() => {});
  const seen = new Set<string>();
  let left = maxBytes;
  try {
    for await (const entry of entries) {
      left -= entry.header.size;
      if (left < 0 || seen.size >= layoutLimits.archiveEntriesMax) throw invalid('The archive is too large.');
      const name = entry.header.name.replace(/^\.\//, '').replace(/\/$/, '');
      if (seen.has(name)) throw invalid(`The archive holds ${show(name)} twice.`);
      seen.add(name);
      await unpackEntry(entry, name, { folder, openFile });
    }
    await fed;
  } catch (cause) {
    if (cause instanceof OciError || isFileError(cause)) throw cause;
    throw new OciError('layout-invalid', 'The archive cannot be read as a tar file.', { cause });
  } finally {
    entries.destroy();
  }
  if (!seen.has('oci-layout') || !seen.has('index.json')) throw noLayout(seen.has('manifest.json'));
}

type Target = { readonly folder: string; readonly openFile: NonNullable<UnpackOptions['open']> };

async function unpackEntry(entry: Entry, name: string, target: Target): Promise<void> {
  if (isFolder(entry.header, name) || (isFile(entry.header) && ignoredNames.has(name))) {
    entry.resume();
    return;
  }
  if (dockerName.test(name)) throw noLayout(true);
  if (!isFile(entry.header)) throw invalid(`${show(name)} in the archive is not a plain file.`);
  if (name === 'oci-layout' || name === 'index.json') {
    if (entry.header.size > layoutLimits.indexMaxBytes) throw invalid(`${name} is too large.`);
    await writeEntry(entry, name, target);
    return;
  }
  const [, algorithm = '', encoded = ''] = blobName.exec(name) ?? [];
  const isKnown = algorithm === 'sha256' || algorithm === 'sha512';
  if (!isKnown || !isDigest(`${algorithm}:${encoded}`))
    throw invalid(`${show(name)} does not belong in a layout.`);
  const actual = await writeEntry(entry, `blobs/${algorithm}/${encoded}`, target, algorithm);
  if (actual !== encoded) throw invalid(`The content of ${show(name)} does not have that digest.`);
}

function isFolder(header: Header, name: string): boolean {
  return header.type === 'directory' && folderName.test(name);
}

function isFile(header: Header): boolean {
  return header.type === 'file' || header.type === 'contiguous-file';
}

/** Writes and flushes one file; what it gets as a name later is durable then. */
async function writeEntry(
  entry: AsyncIterable<unknown>,
  name: string,
  { folder, openFile }: Target,
  algorithm = 'sha256',
): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  const hash = createHash(algorithm);
  const handle = await openFile(path, 'wx');
  try {
    for await (const chunk of entry) {
      if (!(chunk instanceof Uint8Array)) continue;
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

function show(name: string): string {
  return JSON.stringify(name.slice(0, 120));
}

function noLayout(isDocker: boolean): OciError {
  const hint = isDocker
    ? 'This is an archive of `docker save`. Convert it: skopeo copy docker-archive:FILE oci-archive:NEW.'
    : 'A layout has the files oci-layout and index.json at its top.';
  return new OciError('layout-invalid', 'The archive is not an OCI image layout.', { hint });
}

function invalid(message: string): OciError {
  return new OciError('layout-invalid', message);
}
