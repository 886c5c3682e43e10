import type { FoundFile } from './file-index.ts';
import { utf8 } from './file-path.ts';

/** The directory at the end of a zip file. */
export type ZipDirectory = {
  /** `at` is where the header before the content begins in the blob. */
  readonly files: readonly FoundFile[];
  /** False when it breaks off, or names more files than are kept. */
  readonly isComplete: boolean;
};

/**
 * Reads the directory of a zip file from its last bytes, of which the first one stands at `start` of the blob
 * (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12 to 4.3.16). Undefined where these bytes hold no
 * whole directory: it is no zip file, or its directory is longer. At most `max` files are kept.
 */
export function readZipDirectory(tail: Uint8Array, start: number, max: number): ZipDirectory | undefined {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const end = findEnd(view);
  if (end === undefined) return undefined;
  const first = end.at - end.size;
  if (first < 0) return undefined;
  // Of an archive behind a program the offsets may count from its own first byte.
  const shift = Math.max(0, start + first - end.offset);
  const files: FoundFile[] = [];
  let at = first;
  while (at + entryLength <= end.at && view.getUint32(at, true) === signatures.entry && files.length < max) {
    const next = at + entryLength + view.getUint16(at + 28, true) + view.getUint16(at + 30, true);
    if (next > end.at) break;
    files.push(entryAt(view, at, shift));
    at = next + view.getUint16(at + 32, true);
  }
  return { files, isComplete: at >= end.at && files.length === end.entries };
}

const signatures = { entry: 0x02014b50, end: 0x06054b50, locator: 0x07064b50, end64: 0x06064b50 } as const;
/** Bytes of an entry before its name, and of the end before its comment. */
const entryLength = 46;
const endLength = 22;

/** Where the directory ends, and what the end says of it. */
type End = { readonly at: number; readonly entries: number; readonly size: number; readonly offset: number };

function findEnd(view: DataView): End | undefined {
  const last = view.byteLength - endLength;
  // A comment of at most 64 KiB may follow.
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) {
    if (view.getUint32(at, true) !== signatures.end) continue;
    if (at + endLength + view.getUint16(at + 20, true) > view.byteLength) continue;
    return (
      findEnd64(view, at) ?? {
        ...{ at, entries: view.getUint16(at + 10, true) },
        ...{ size: view.getUint32(at + 12, true), offset: view.getUint32(at + 16, true) },
      }
    );
  }
  return undefined;
}

/** The end of a directory that is too large for fields of 32 bits. */
function findEnd64(view: DataView, end: number): End | undefined {
  const locator = end - 20;
  if (locator < 56 || view.getUint32(locator, true) !== signatures.locator) return undefined;
  // It stands before its locator; nobody writes anything between them.
  const at = locator - 56;
  if (view.getUint32(at, true) !== signatures.end64) return undefined;
  return { at, entries: long(view, at + 32), size: long(view, at + 40), offset: long(view, at + 48) };
}

function entryAt(view: DataView, at: number, shift: number): FoundFile {
  const nameLength = view.getUint16(at + 28, true);
  const name = utf8(new Uint8Array(view.buffer, view.byteOffset + at + entryLength, nameLength));
  const extra = at + entryLength + nameLength;
  const wide = createWide(view, extra, extra + view.getUint16(at + 30, true));
  const size = wide(view.getUint32(at + 24, true));
  // The packed size comes between them where it needs 64 bits.
  wide(view.getUint32(at + 20, true));
  const offset = wide(view.getUint32(at + 42, true));
  const isFolder = name.endsWith('/');
  const isUnix = view.getUint8(at + 5) === 3;
  const mode = isUnix ? (view.getUint32(at + 38, true) >>> 16) & 0o7777 : isFolder ? 0o755 : 0o644;
  const type = isFolder ? 'folder' : 'file';
  return { name, type, size: isFolder ? 0 : size, mode, link: '', at: offset + shift };
}

/** Gives a field of 32 bits, or the next one of 64 bits that an extra field holds instead (4.5.3). */
function createWide(view: DataView, start: number, end: number): (value: number) => number {
  let at = start;
  while (at + 4 <= end && view.getUint16(at, true) !== 1) at += 4 + view.getUint16(at + 2, true);
  at += 4;
  return (value) => {
    if (value !== 0xffffffff || at + 8 > end) return value;
    at += 8;
    return long(view, at - 8);
  };
}

function long(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true));
  return Number.isSafeInteger(value) ? value : 0;
}

/** The header that stands before the content of a file in a zip file (4.3.7). */
export type ZipHeader = {
  /** Bytes from the header to the content. */
  readonly length: number;
  readonly method: number;
  readonly isEncrypted: boolean;
};

/** Bytes of a header before the name. */
export const zipHeaderLength = 30;

/** Reads the header before a content; undefined for bytes that are none. */
export function readZipHeader(bytes: Uint8Array): ZipHeader | undefined {
  if (bytes.length < zipHeaderLength) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== 0x04034b50) return undefined;
  return {
    length: zipHeaderLength + view.getUint16(26, true) + view.getUint16(28, true),
    method: view.getUint16(8, true),
    isEncrypted: (view.getUint16(6, true) & 1) === 1,
  };
}
