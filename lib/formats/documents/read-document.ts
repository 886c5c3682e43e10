import { decodeHead, parseObject } from '#lib/formats/json/partial-json';
import { OciError } from '#lib/oci/oci-error';
import type { BlobBytes, DocumentMeaning } from './document.ts';
import { readDsse } from './dsse.ts';
import { readStatement } from './in-toto.ts';
import { readCose, readJws } from './notation.ts';
import { readPlain, readText } from './plain-documents.ts';
import { readBundle } from './sigstore-bundle.ts';
import { readSimpleSigning } from './simple-signing.ts';

/** `document`: it says what it is · `unknown`: nothing we know · `broken`: it is not what it claims to be, and why. */
export type Outcome =
  | { readonly state: 'document'; readonly document: DocumentMeaning }
  | { readonly state: 'unknown' }
  | { readonly state: 'broken'; readonly reason: string };

const readers = [readBundle, readDsse, readStatement, readJws, readSimpleSigning, readPlain] as const;

/**
 * What a blob is by its content alone, whatever its media type claims.
 *
 * @throws what is not an OciError, which is a fault of ours; content never makes it throw
 */
export function readDocument(content: BlobBytes): Outcome {
  try {
    const document = recognise(content);
    return document === undefined ? { state: 'unknown' } : { state: 'document', document };
  } catch (error) {
    if (error instanceof OciError) return { state: 'broken', reason: error.message };
    throw error;
  }
}

function recognise({ blob, bytes, isWhole }: BlobBytes): DocumentMeaning | undefined {
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
