import { realpath } from 'node:fs/promises';
import { LRUCache } from 'lru-cache';
import type { LayoutIndex } from '#lib/layout/content/layout-index';
import type { LocateBlob } from '#lib/layout/content/locate-blob';
import { readOrphans, readStoredManifests, toLayoutIndex } from '#lib/layout/content/read-layout';
import { hasErrorCode, unlessMissing } from '#lib/layout/files/file-error';
import { createReadOnlyRegistry } from '#lib/layout/http/registry';
import type { LayoutReader } from '#lib/layout/http/route-context';
import { layoutLimits } from '#lib/layout/limits';
import { foreignBlobs } from '#lib/layout/reading/foreign-blobs';
import { openForeign, readForeign } from '#lib/layout/reading/foreign-files';
import { parseIndexJson } from '#lib/oci/image-layout';
import { OciError } from '#lib/oci/oci-error';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';

type Read = { readonly version: string; readonly index: Promise<LayoutIndex> };

/**
 * A registry with one repository: an image layout that lies somewhere on this machine and that others may write to.
 * Nothing is ever written into it, links out of it are not followed, and its index.json is read again when it has
 * changed. A folder that is no layout throws OciError `layout-invalid`; one that is not there has no repository.
 */
export function openLayoutFolder(
  path: string,
  repositoryName: string,
): (request: Request) => Promise<Response> {
  const blobs = foreignBlobs();
  let last: Read | undefined;

  async function readIndex(): Promise<LayoutIndex | undefined> {
    const folder = await unlessMissing(realpath(path));
    if (folder === undefined) return undefined;
    const version = await versionOf(folder);
    if (last?.version !== version) last = { version, index: readFolder(folder, blobs(folder)) };
    const reading = last;
    try {
      return await reading.index;
    } catch (error) {
      if (last === reading) last = undefined;
      throw error;
    }
  }

  const reader: LayoutReader = {
    repositories: () => [repositoryName],
    async find(name) {
      const index = name === repositoryName ? await readable(readIndex()) : undefined;
      return index === undefined ? undefined : { index: () => index };
    },
    async findBlob(name, digest) {
      const folder = name === repositoryName ? await unlessMissing(realpath(path)) : undefined;
      return folder === undefined ? undefined : readable(blobs(folder)(digest));
    },
    manifestCache: new LRUCache({
      maxSize: layoutLimits.folderCacheBytes,
      sizeCalculation: (bytes) => bytes.byteLength + 1,
    }),
  };
  return createReadOnlyRegistry(reader);
}

/** A version that changes with index.json; throws OciError `layout-invalid` when there is none. */
async function versionOf(folder: string): Promise<string> {
  const found = await openForeign(folder, 'index.json');
  if (found === undefined) throw noLayout('It has no index.json.');
  await found.handle.close();
  return found.id;
}

async function readFolder(folder: string, locate: LocateBlob): Promise<LayoutIndex> {
  await assertMarker(folder);
  const index = await readForeign(folder, 'index.json', layoutLimits.indexMaxBytes);
  if (index === undefined) throw noLayout('Its index.json is too large.');
  const entries = parseIndexJson(index);
  const isReadable: LocateBlob = (digest) => locate(digest).catch(unlessRefused);
  const listed = await readStoredManifests(isReadable, entries);
  return toLayoutIndex(entries, new Map([...listed, ...(await readOrphans(folder, isReadable, listed))]));
}

// A file that cannot be read does not hide the others; the request for that file gets the reason.
function unlessRefused(error: unknown): undefined {
  if (error instanceof OciError) return undefined;
  throw error;
}

// https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md#oci-layout-file
async function assertMarker(folder: string): Promise<void> {
  const bytes = await readForeign(folder, 'oci-layout', layoutLimits.markerMaxBytes);
  if (bytes === undefined) throw noLayout('It has no file oci-layout, or one that is too large.');
  const marker = parseMarker(bytes);
  if (typeof marker !== 'string' || !marker.startsWith('1.')) {
    throw noLayout('Its file oci-layout has an unknown version.');
  }
}

function parseMarker(bytes: Uint8Array): unknown {
  try {
    const value = parseJson(bytes);
    return isJsonObject(value) ? value.imageLayoutVersion : undefined;
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}

async function readable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    if (hasErrorCode(cause, 'EACCES') || hasErrorCode(cause, 'EPERM')) {
      throw new OciError('layout-invalid', 'Orrery has no permission to read the layout.', {
        hint: 'Give the user that runs Orrery read access to the folder.',
        cause,
      });
    }
    if (hasErrorCode(cause, 'ELOOP')) throw noLayout('Its links never end.');
    // The error is about index.json, not about a manifest of a registry.
    if (cause instanceof OciError && cause.code !== 'layout-invalid')
      throw noLayout('Its index.json cannot be read.');
    throw cause;
  }
}

function noLayout(why: string): OciError {
  return new OciError('layout-invalid', `This is not an OCI image layout. ${why}`, {
    hint: 'A layout is a folder with the files oci-layout and index.json and a folder blobs, or a tar archive of one.',
  });
}
