import type { FileType } from './file-index.ts';
import { asPath, utf8 } from './file-path.ts';

/** Bytes of a header, and what contents are padded to. */
export const tarBlock = 512;

/** What a header block says; the name and the link are as they stand there, before longer ones of other entries. */
export type TarHeader = {
  readonly name: string;
  readonly link: string;
  /** Bytes that follow in the archive. */
  readonly stored: number;
  /** Bytes of the file once it is unpacked. */
  readonly size: number;
  readonly mode: number;
  readonly flag: string;
  /** Blocks of a map of holes follow the header, before the content. */
  readonly isExtended: boolean;
  readonly isSparse: boolean;
};

/**
 * The header in a block of 512 bytes, in any of the forms that tar has had: V7, ustar, GNU
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06). Undefined when the block has
 * no right checksum, and so is no header.
 */
export function readTarHeader(block: Uint8Array): TarHeader | undefined {
  if (!hasChecksum(block)) return undefined;
  const isPosix = ascii(block, 257, 6) === 'ustar\0';
  const isGnu = ascii(block, 257, 8) === 'ustar  \0';
  const name = text(block, 0, 100);
  const prefix = isPosix ? text(block, 345, 155) : '';
  const flag = String.fromCharCode(block[156] ?? 0);
  const stored = numberAt(block, 124, 12);
  const isSparse = flag === 'S' && isGnu;
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    link: text(block, 157, 100),
    stored,
    size: isSparse ? numberAt(block, 483, 12) : stored,
    mode: numberAt(block, 100, 8) & 0o7777,
    flag: flag === '\0' ? '0' : flag,
    isExtended: isSparse && block[482] === 1,
    isSparse,
  };
}

/** What an entry is by its flag and its name; undefined for what is about other entries or the whole archive. */
export function typeOfFlag(flag: string, name: string): FileType | undefined {
  if (flag === '5' || flag === 'D') return 'folder';
  // Before ustar a folder was a file whose name ends so.
  if (flag === '0' && asPath(name).isFolder) return 'folder';
  return types[flag];
}

const types: Readonly<Record<string, FileType>> = Object.assign(Object.create(null), {
  '0': 'file',
  '7': 'file',
  S: 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'device',
  '4': 'device',
  '6': 'other',
});

/** Whether the block is empty: two of these end an archive. */
export function isZeroBlock(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

// Counted as unsigned bytes with spaces in place of the sum; some old writers counted signed ones.
function hasChecksum(block: Uint8Array): boolean {
  let unsigned = 0;
  let signed = 0;
  for (let at = 0; at < tarBlock; at++) {
    const byte = at >= 148 && at < 156 ? 32 : (block[at] ?? 0);
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  const sum = numberAt(block, 148, 8);
  return sum > 0 && (sum === unsigned || sum === signed);
}

/** A number in octal digits, or in the base 256 that GNU writes where those are too few. */
function numberAt(block: Uint8Array, start: number, length: number): number {
  const first = block[start] ?? 0;
  if ((first & 0x80) !== 0) {
    let value = first & 0x7f;
    for (let at = start + 1; at < start + length; at++) value = value * 256 + (block[at] ?? 0);
    return Number.isSafeInteger(value) && first === 0x80 ? value : 0;
  }
  const digits = /^[\0 ]*([0-7]{1,12})/.exec(ascii(block, start, length))?.[1];
  return digits === undefined ? 0 : Number.parseInt(digits, 8);
}

function ascii(block: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...block.subarray(start, start + length));
}

function text(block: Uint8Array, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return utf8(end < 0 ? field : field.subarray(0, end));
}
