import { formatLimits } from '#lib/formats/limits';
import type { FileType } from './file-index.ts';
import { utf8 } from './file-path.ts';
import { isZeroBlock, readTarHeader, tarBlock, typeOfFlag } from './tar-header.ts';

/** An entry of a tar archive, with what PAX and GNU say of it elsewhere. */
export type TarEntry = {
  readonly name: string;
  readonly type: FileType;
  readonly size: number;
  readonly mode: number;
  readonly link: string;
  /** Where its content begins in the archive, and how many bytes of it there are. */
  readonly offset: number;
  readonly stored: number;
  /** Its holes were left out: the bytes are not its content as they stand. */
  readonly isSparse: boolean;
};

/** Takes the content of an entry, piece by piece. */
export type TakeContent = (bytes: Uint8Array) => void;

export type TarScanner = {
  /** The next bytes of the archive. */
  readonly push: (bytes: Uint8Array) => void;
  /** What is wrong with the archive, in a sentence; undefined for a whole one. To be asked after the last bytes. */
  readonly end: () => string | undefined;
  /** Nothing that follows counts: the archive has ended, or breaks off. */
  readonly isOver: () => boolean;
};

type FieldName = 'path' | 'linkpath' | 'size' | 'sparseName' | 'sparseSize';
type Fields = Readonly<Partial<Record<FieldName, string>>>;

/**
 * Reads a tar archive as its bytes come, without keeping content: only headers are looked at. `onEntry` may answer with
 * what takes the content of that entry. A false header ends the archive, as whoever unpacks it would end there.
 */
export function createTarScanner(onEntry: (entry: TarEntry) => TakeContent | undefined): TarScanner {
  const block = new Uint8Array(tarBlock);
  const headers = createHeaders(onEntry);
  let filled = 0;
  let position = 0;
  let content: Content = { left: 0, padding: 0 };

  /** Passes on what belongs to the content that is being skipped or taken; gives how many bytes that were. */
  const skip = (bytes: Uint8Array, at: number): number => {
    const length = Math.min(content.left, bytes.length - at);
    const own = Math.min(length, Math.max(0, content.left - content.padding));
    if (own > 0) content.take?.(bytes.subarray(at, at + own));
    content = { ...content, left: content.left - length };
    return length;
  };

  const push = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length && !headers.isOver(); ) {
      if (content.left > 0) {
        const length = skip(bytes, at);
        at += length;
        position += length;
        continue;
      }
      const length = Math.min(tarBlock - filled, bytes.length - at);
      // A header that lies in one piece needs no copy.
      if (length < tarBlock) block.set(bytes.subarray(at, at + length), filled);
      const header = length < tarBlock ? block : bytes.subarray(at, at + tarBlock);
      filled += length;
      at += length;
      position += length;
      if (filled < tarBlock) continue;
      filled = 0;
      content = headers.read(header, position);
    }
  };

  const end = (): string | undefined => {
    if (headers.isOver()) return headers.problem();
    const isCut = content.left > content.padding || filled > 0 || headers.isWithin() || position === 0;
    return isCut ? `The archive breaks off after ${position.toLocaleString('en')} bytes.` : undefined;
  };
  return { push, end, isOver: headers.isOver };
}

/** What follows a header: bytes until the next one, of which the last `padding` are nobody's. */
type Content = { readonly left: number; readonly padding: number; readonly take?: TakeContent | undefined };

const nothing: Content = { left: 0, padding: 0 };

/** Reads the headers of an archive one after the other; `read` gives what follows each. */
function createHeaders(onEntry: (entry: TarEntry) => TakeContent | undefined) {
  const names = createNames();
  let pending: Header | undefined;
  let zeros = 0;
  let isOver = false;
  let problem: string | undefined;

  const begin = (header: Header, position: number): Content => {
    const found = names.next(header, position);
    const padding = (tarBlock - (found.stored % tarBlock)) % tarBlock;
    const take = found.take ?? (found.entry === undefined ? undefined : onEntry(found.entry));
    return { left: found.stored + padding, padding, take };
  };

  const read = (bytes: Uint8Array, position: number): Content => {
    if (pending !== undefined) {
      // The map of holes of a sparse file goes on in blocks of its own.
      if (bytes[504] === 1) return nothing;
      const header = pending;
      pending = undefined;
      return begin(header, position);
    }
    if (isZeroBlock(bytes)) {
      zeros += 1;
      isOver = zeros === 2;
      return nothing;
    }
    zeros = 0;
    const header = readTarHeader(bytes);
    if (header?.isExtended === true) {
      pending = header;
      return nothing;
    }
    if (header !== undefined) return begin(header, position);
    isOver = true;
    problem = `At byte ${(position - tarBlock).toLocaleString('en')} stands no tar header: the rest cannot be read.`;
    return nothing;
  };
  return { read, isOver: () => isOver, problem: () => problem, isWithin: () => pending !== undefined };
}

type Found = { readonly stored: number; readonly take?: TakeContent; readonly entry?: TarEntry };
type Header = NonNullable<ReturnType<typeof readTarHeader>>;

/** Joins a header with the longer names and numbers that came before it in entries of their own. */
function createNames() {
  let own: Fields = {};
  let global: Fields = {};

  /** Collects the text of an entry that is about the next one. */
  const collect = (stored: number, use: (bytes: Uint8Array) => void): Found => {
    // Longer ones are skipped: no file system has such names.
    if (stored > formatLimits.tarTextMaxBytes) return { stored };
    const bytes = new Uint8Array(stored);
    let length = 0;
    if (stored === 0) use(bytes);
    const take = (piece: Uint8Array) => {
      bytes.set(piece, length);
      length += piece.length;
      if (length === stored) use(bytes);
    };
    return { stored, take };
  };

  const next = (header: Header, offset: number): Found => {
    const { flag, stored } = header;
    if (flag === 'L') return collect(stored, (bytes) => (own = { ...own, path: untilZero(bytes) }));
    if (flag === 'K') return collect(stored, (bytes) => (own = { ...own, linkpath: untilZero(bytes) }));
    if (flag === 'x' || flag === 'X')
      return collect(stored, (bytes) => (own = { ...own, ...readPaxFields(bytes) }));
    if (flag === 'g') return collect(stored, (bytes) => (global = { ...global, ...readPaxFields(bytes) }));
    const fields = { ...global, ...own };
    own = {};
    return withFields(header, fields, offset);
  };
  return { next };
}

function withFields(header: Header, fields: Fields, offset: number): Found {
  const stored = wholeNumber(fields.size) ?? header.stored;
  const name = fields.sparseName ?? fields.path ?? header.name;
  const type = typeOfFlag(header.flag, name);
  // Links, devices and folders have no content, whatever size they say; Go's reader holds the same.
  const held = '123456'.includes(header.flag) || (type === 'folder' && header.flag !== 'D') ? 0 : stored;
  if (type === undefined) return { stored: held };
  const size = wholeNumber(fields.sparseSize) ?? (header.isSparse ? header.size : stored);
  const isSparse = header.isSparse || fields.sparseSize !== undefined || fields.sparseName !== undefined;
  const entry = {
    ...{ name, type, mode: header.mode, offset, stored: held, isSparse },
    size: type === 'file' ? size : 0,
    link: type === 'symlink' || type === 'hardlink' ? (fields.linkpath ?? header.link) : '',
  };
  return { stored: held, entry };
}

const paxNames: Readonly<Record<string, FieldName>> = Object.assign(Object.create(null), {
  path: 'path',
  linkpath: 'linkpath',
  size: 'size',
  'GNU.sparse.name': 'sparseName',
  'GNU.sparse.realsize': 'sparseSize',
  'GNU.sparse.size': 'sparseSize',
});

/** The fields of a PAX header that matter here: lines `length key=value`, where the length counts the whole line in bytes. */
function readPaxFields(bytes: Uint8Array): Fields {
  const fields: Partial<Record<FieldName, string>> = {};
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const length = space < 0 || space - at > 8 ? 0 : Number(utf8(bytes.subarray(at, space)));
    if (!Number.isInteger(length) || length < 5 || at + length > bytes.length) break;
    const line = utf8(bytes.subarray(space + 1, at + length - 1));
    const equals = line.indexOf('=');
    const name = equals < 0 ? undefined : paxNames[line.slice(0, equals)];
    if (name !== undefined && equals + 1 < line.length) fields[name] = line.slice(equals + 1);
    at += length;
  }
  return fields;
}

function untilZero(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return utf8(end < 0 ? bytes : bytes.subarray(0, end));
}

function wholeNumber(text: string | undefined): number | undefined {
  const number = text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : undefined;
  return Number.isSafeInteger(number) ? number : undefined;
}
