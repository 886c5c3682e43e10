import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { unlessMissing } from '#lib/layout/files/file-error';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import type { Encoding } from './choose-encoding.ts';
import { chooseEncoding, encodings } from './choose-encoding.ts';
import type { Listener } from './dispatcher.ts';
import { pathOf } from './request-guard.ts';

/** A file that the build made, and the forms of it that lie ready. */
export type StaticFile = {
  /** Its path below the folder of the build, and in front of `.br` or `.gz` the paths of its packed forms. */
  readonly path: string;
  readonly type: string;
  /** A hash of the plain file: a part of its ETag. */
  readonly hash: string;
  readonly packed: readonly Encoding[];
};

/** The files of a build by the path under which a browser asks for them: nothing else is ever read. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

export const fileEndings: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz' };

/** Where the files of a build lie. */
export type BuildFolders = {
  /** The files as they are. */
  readonly plain: string;
  /** Their packed forms. */
  readonly packed: string;
};

/**
 * Answers requests for files of the build itself, packed as the client takes them and with their length; everything else
 * goes to `pages`. A part of a file is not given: each is small, and is kept by browsers for as long as they like.
 */
export function withStaticFiles(files: StaticFiles, folders: BuildFolders, pages: Listener): Listener {
  return async (incoming, outgoing) => {
    const file = fileFor(incoming, files);
    if (file === undefined || !(await sendFile(file, folders, incoming, outgoing)))
      await pages(incoming, outgoing);
  };
}

function fileFor({ method, url = '' }: IncomingMessage, files: StaticFiles): StaticFile | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  // Only the very spelling that our pages use: another one goes the long way.
  return files.get(pathOf(url));
}

/** False when the file is gone. */
async function sendFile(
  file: StaticFile,
  { plain, packed }: BuildFolders,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<boolean> {
  const encoding = chooseEncoding(incoming.headers['accept-encoding']?.toString(), file.packed);
  const path =
    encoding === undefined ? join(plain, file.path) : join(packed, file.path + fileEndings[encoding]);
  const bytes = await unlessMissing(readFile(path));
  if (bytes === undefined) return false;
  const tag = `"${file.hash}${encoding === undefined ? '' : `-${encoding}`}"`;
  const kept = {
    'cache-control': 'public, max-age=31536000, immutable',
    etag: tag,
    vary: 'Accept-Encoding',
  };
  if (isKnown(incoming.headers['if-none-match'], tag)) {
    outgoing.writeHead(304, kept).end();
    return true;
  }
  outgoing.writeHead(200, {
    ...kept,
    'content-type': file.type,
    'content-length': bytes.byteLength,
    'accept-ranges': 'none',
    ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
  });
  outgoing.end(incoming.method === 'HEAD' ? undefined : bytes);
  return true;
}

// https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match
function isKnown(header: string | undefined, tag: string): boolean {
  return (header ?? '').split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')));
}

/**
 * The list of files that a build left; an empty one when it left none: then the pages answer for their files themselves.
 *
 * @throws OciError `json-invalid` for a list that was damaged
 */
export async function readStaticFiles(path: string): Promise<StaticFiles> {
  const text = await unlessMissing(readFile(path));
  return text === undefined ? new Map() : parseStaticFiles(text);
}

function parseStaticFiles(text: Uint8Array): StaticFiles {
  const files = new Map<string, StaticFile>();
  const table = parseJson(text);
  for (const [url, entry] of Object.entries(isJsonObject(table) ? table : {})) {
    if (!isJsonObject(entry)) continue;
    const { path, type, hash, packed } = entry;
    if (typeof path !== 'string' || typeof type !== 'string' || typeof hash !== 'string') continue;
    const forms = Array.isArray(packed) ? encodings.filter((encoding) => packed.includes(encoding)) : [];
    files.set(url, { path, type, hash, packed: forms });
  }
  return files;
}
