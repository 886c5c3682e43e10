import type { ContainerContent } from '#lib/formats/containers/container';
import { containers } from '#lib/formats/containers/containers';
import type { DecodedDocument } from '#lib/formats/containers/decode-document';
import { decodeDocument } from '#lib/formats/containers/decode-document';
import type { Decompress } from '#lib/formats/containers/unpack';
import { unpack } from '#lib/formats/containers/unpack';
import type {
  BlobBytes,
  ContentReading,
  DocumentContext,
  EnvelopeContext,
} from '#lib/formats/documents/document';
import { formatLimits } from '#lib/formats/limits';
import { OciError } from '#lib/oci/oci-error';
import { textForms } from './forms.ts';
import { nothing, readOpened, readValue } from './read-value.ts';

/**
 * The documents that a blob holds, by its content alone, whatever its media type claims: its bytes are unpacked, decoded
 * to text, opened as one of the containers, and what that holds is taken out of its envelopes. Without `decompress` a
 * packed file stays closed, and says so.
 *
 * @throws what is not an OciError, which is a fault of ours; content never makes it throw
 */
export function readContent({ blob, bytes, isWhole }: BlobBytes, decompress?: Decompress): ContentReading {
  const context = { isWhole, bytes: blob.size, annotations: blob.annotations ?? {} };
  return readBytes(bytes, context, { depth: 0, decompress });
}

/** How deep in envelopes a file lies, and what opens packed ones. */
type Place = { readonly depth: number; readonly decompress: Decompress | undefined };

function readBytes(packed: Uint8Array, outer: DocumentContext, place: Place): ContentReading {
  if (place.depth > formatLimits.envelopesMaxDepth) return tooDeep;
  const { bytes, isWhole, problems } = unpack(packed, outer.isWhole, place.decompress);
  const context = { ...outer, isWhole };
  if (bytes.length === 0) return { documents: [], problems: [...problems, 'It is empty.'] };
  const start = decodeDocument(bytes.subarray(0, 4096), false).text.trimStart();
  if (start === '' && bytes.length < 4096) return { documents: [], problems: [...problems, 'It is empty.'] };
  const text = decodedOnce(bytes, isWhole);
  const opened = openContainer({ bytes, start, text: () => text().text, isWhole }, context, place);
  const reading = opened.documents.length > 0 ? opened : (readForm(start, bytes, context) ?? opened);
  // A large file is never decoded as one text; who reads its pieces shows what is no text as it is.
  const encoding = reading === opened && isMarkup(start) && text.isDecoded() ? text().problem : undefined;
  return {
    documents: reading.documents,
    problems: [...problems, ...(encoding === undefined ? [] : [encoding]), ...reading.problems],
  };
}

const tooDeep: ContentReading = {
  documents: [],
  problems: [`It is wrapped more than ${formatLimits.envelopesMaxDepth} times.`],
};

function openContainer(content: ContainerContent, context: DocumentContext, place: Place): ContentReading {
  try {
    for (const open of containers) {
      const opened = open(content);
      if (opened === undefined) continue;
      return readOpened(opened, openerOf({ ...context, container: opened.container }, place));
    }
    return nothing;
  } catch (error) {
    if (error instanceof OciError) return { documents: [], problems: [error.message] };
    throw error;
  }
}

/** A form that is text or bytes and no container. */
function readForm(start: string, bytes: Uint8Array, context: DocumentContext): ContentReading | undefined {
  try {
    for (const read of textForms) {
      const document = read(start, bytes, context);
      if (document !== undefined) return { documents: [document], problems: [] };
    }
    return undefined;
  } catch (error) {
    if (error instanceof OciError) return { documents: [], problems: [error.message] };
    throw error;
  }
}

function openerOf(context: DocumentContext, { depth, decompress }: Place): EnvelopeContext {
  const inner = { depth: depth + 1, decompress };
  const wrapped = { ...context, isWrapped: true };
  return {
    ...context,
    openValue: (value) =>
      depth >= formatLimits.envelopesMaxDepth ? tooDeep : readValue(value, openerOf(wrapped, inner)),
    openBytes: (bytes) => readBytes(bytes, wrapped, inner),
  };
}

type DecodedOnce = (() => DecodedDocument) & { readonly isDecoded: () => boolean };

function decodedOnce(bytes: Uint8Array, isWhole: boolean): DecodedOnce {
  let decoded: DecodedDocument | undefined;
  const text = () => {
    decoded ??= decodeDocument(bytes, isWhole);
    return decoded;
  };
  return Object.assign(text, { isDecoded: () => decoded !== undefined });
}

/** JSON and XML: of other bytes nobody knows whether they are text. */
function isMarkup(start: string): boolean {
  return /^[{[<]/.test(start);
}
