import { decodeHead, parseObject } from '#lib/formats/json/partial-json';
import { OciError } from '#lib/oci/oci-error';
import type { BlobBytes, DocumentReading } from './document.ts';
import { readDsse } from './dsse.ts';
import { readStatement } from './in-toto.ts';
import { readCose, readJws } from './notation.ts';
import { readPlain, readText } from './plain-documents.ts';
import { readBundle } from './sigstore-bundle.ts';
import { readSimpleSigning } from './simple-signing.ts';

/** What a file holds. Nothing in either list: it is in no form that we know. */
export type ContentReading = {
  /** In their order; a file may hold several. */
  readonly documents: readonly DocumentReading[];
  /** Why parts of the file, or all of it, could not be read: sentences. */
  readonly problems: readonly string[];
};

/**
 * Opens what a platform packed; at most `maxBytes` of it. Undefined where the bytes are not what they seem. The platform
 * gives it, because this room knows none.
 */
export type Decompress = (
  bytes: Uint8Array,
  encoding: 'gzip' | 'zstd' | 'deflate',
  maxBytes: number,
) => Uint8Array | undefined;

const readers = [readBundle, readDsse, readStatement, readJws, readSimpleSigning, readPlain] as const;

/**
 * The documents that a blob holds, by its content alone, whatever its media type claims.
 *
 * @throws what is not an OciError, which is a fault of ours; content never makes it throw
 */
export function readContent(content: BlobBytes, _decompress?: Decompress): ContentReading {
  try {
    const document = recognise(content);
    return { documents: document === undefined ? [] : [document], problems: [] };
  } catch (error) {
    if (error instanceof OciError) return { documents: [], problems: [error.message] };
    throw error;
  }
}

function recognise({ blob, bytes, isWhole }: BlobBytes): DocumentReading | undefined {
  const context = { isWhole, bytes: blob.size, annotations: blob.annotations ?? {} };
  const start = decodeHead(bytes.subarray(0, 4096)).trimStart();
  if (!start.startsWith('{')) return readCose(bytes, context) ?? readText(start, bytes, context);
  const value = parseObject(bytes, isWhole);
  if (value === undefined) return undefined;
  for (const read of readers) {
    const document = read(value, context);
    if (document !== undefined) return document;
  }
  return undefined;
}
