import { formatLimits } from '#lib/formats/limits';
import { formatBytes } from '#lib/text/format';

/** How a file is packed. */
type Encoding = 'gzip' | 'zstd' | 'deflate';

/**
 * Opens what a platform packed; at most `maxBytes` of it, and of packed bytes that were cut what they hold. Undefined
 * where the bytes are not what they seem. The platform gives it, because this room knows none.
 */
export type Decompress = (bytes: Uint8Array, encoding: Encoding, maxBytes: number) => Uint8Array | undefined;

/** A file as it was before it was packed. */
export type Unpacked = {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
  /** Why it is still packed, or was opened only in part: sentences. */
  readonly problems: readonly string[];
};

/** What gzip, zstd or zlib packed, opened as often as it was packed, to a depth; other bytes as they are. */
export function unpack(bytes: Uint8Array, isWhole: boolean, decompress: Decompress | undefined): Unpacked {
  let unpacked: Unpacked = { bytes, isWhole, problems: [] };
  for (let depth = 0; depth < formatLimits.packedMaxDepth; depth++) {
    const encoding = encodingOf(unpacked.bytes);
    if (encoding === undefined) return unpacked;
    if (decompress === undefined)
      return { ...unpacked, problems: [`It is packed with ${encoding}, which is not opened here.`] };
    const opened = decompress(unpacked.bytes, encoding, formatLimits.unpackedMaxBytes);
    if (opened === undefined) {
      // Two bytes of zlib are two letters of a text too.
      if (encoding === 'deflate') return unpacked;
      return {
        ...unpacked,
        problems: [
          `It is packed with ${encoding}, and cannot be opened: it is broken, or becomes more than ${formatBytes(formatLimits.unpackedMaxBytes)}.`,
        ],
      };
    }
    const isCut = opened.length >= formatLimits.unpackedMaxBytes;
    const problem = `It is packed with ${encoding}; only the first ${formatBytes(opened.length)} of it were opened.`;
    unpacked = {
      bytes: opened,
      isWhole: unpacked.isWhole && !isCut,
      problems: isCut ? [...unpacked.problems, problem] : unpacked.problems,
    };
  }
  return unpacked;
}

/** Whether bytes are packed, as their first ones say. */
export function isPacked(bytes: Uint8Array): boolean {
  return encodingOf(bytes) !== undefined;
}

/** By the first bytes: RFC 1952 §2.3.1, RFC 8878 §3.1.1, RFC 1950 §2.2. */
function encodingOf(bytes: Uint8Array): Encoding | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  if (first === 0x1f && second === 0x8b && third === 8) return 'gzip';
  if (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd) return 'zstd';
  return first === 0x78 && (first * 256 + second) % 31 === 0 ? 'deflate' : undefined;
}
