import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { mapConcurrent } from '#lib/async/map-concurrent';
import { unlessMissing } from '#lib/layout/files/file-error';
import type { Encoding } from '#lib/server/http/choose-encoding';
import { encodings } from '#lib/server/http/choose-encoding';
import type { BuildFolders, StaticFile } from '#lib/server/http/static-files';
import { fileEndings } from '#lib/server/http/static-files';

/** As many as Node.js compresses at the same time. */
const packers = 4;

/** The types of the files that we answer for ourselves, as Next names them. */
const types: Readonly<Record<string, string>> = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
  '.woff2': 'font/woff2',
};

const compressors: Readonly<Record<Encoding, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  br: (bytes) => {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
    };
    return promisify(brotliCompress)(bytes, { params });
  },
  gzip: (bytes) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
};

/** Where the files of a build lie, and the list of them. */
export function builtFiles(root: string): BuildFolders & { readonly list: string } {
  const packed = join(root, '.next', 'packed');
  return { plain: join(root, '.next', 'static'), packed, list: join(packed, 'files.json') };
}

/**
 * Packs the files of a build as far as that makes them smaller, and writes the list of them last. It takes some seconds,
 * which every visit would pay otherwise.
 */
export async function packFiles(root: string): Promise<void> {
  const { plain, packed, list } = builtFiles(root);
  await rm(packed, { recursive: true, force: true });
  await mkdir(packed, { recursive: true });
  const entries = (await unlessMissing(readdir(plain, { withFileTypes: true, recursive: true }))) ?? [];
  const paths = entries
    .filter((entry) => entry.isFile() && Object.hasOwn(types, extname(entry.name)))
    .map((entry) => relative(plain, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const files = await mapConcurrent(paths, packers, (path) => packFile(path, { plain, packed }));
  const table = Object.fromEntries(files.map((file) => [`/_next/static/${file.path}`, file]));
  await writeFile(list, JSON.stringify(table));
}

async function packFile(path: string, { plain, packed }: BuildFolders): Promise<StaticFile> {
  const bytes = await readFile(join(plain, path));
  const forms: Encoding[] = [];
  for (const encoding of encodings) {
    const smaller = await compressors[encoding](bytes);
    if (smaller.byteLength >= bytes.byteLength) continue;
    const target = join(packed, path + fileEndings[encoding]);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, smaller);
    forms.push(encoding);
  }
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
  return { path, type: types[extname(path)] ?? '', hash, packed: forms };
}
