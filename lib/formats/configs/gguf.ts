import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import type { ModelSummary } from '#lib/formats/documents/summaries';
import type { FlatValue } from '#lib/formats/json/flatten-json';
import { formatLimits } from '#lib/formats/limits';
import { cleanText } from '#lib/text/untrusted-text';
import { GgufReader } from './gguf-reader.ts';
import { fileType, tensorType } from './gguf-types.ts';

/** The head of a file: its metadata, then its tensors; what was cut off is not in it. */
type Head = { readonly metadata: Map<string, string>; readonly tensors: FlatValue[]; isCut: boolean };

/**
 * The head of a GGUF model (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md): what it says of itself, and its
 * tensors by name. The weights behind it are not read.
 */
export function readGguf(
  _start: string,
  bytes: Uint8Array,
  context: DocumentContext,
): DocumentReading | undefined {
  const magic = [0x47, 0x47, 0x55, 0x46];
  if (bytes.length < 8 || magic.some((byte, at) => bytes[at] !== byte)) return undefined;
  const reader = new GgufReader(bytes);
  const head = readHead(reader);
  const { metadata, tensors } = head;
  const told = metadata.get('general.name') ?? metadata.get('general.architecture');
  return given<DocumentReading>({
    kind: 'model',
    format: 'gguf',
    version: reader.version < 100 ? String(reader.version) : undefined,
    title: cleanText(['GGUF model', told, metadata.get('general.size_label')].filter(isSaid).join(' ')),
    summary: () => ({ of: 'model', ...summaryOf(metadata) }),
    rows: { fields: () => [...fieldsOf(metadata), ...tensors] },
    problems: head.isCut ? [cutSentence(context.isWhole)] : undefined,
  });
}

function cutSentence(isWhole: boolean): string {
  return isWhole
    ? 'Its header ends too early, or is not valid GGUF.'
    : 'Its header is longer than the part that was read: more fields and tensors follow.';
}

function isSaid(word: string | undefined): word is string {
  return word !== undefined && word !== '';
}

function summaryOf(metadata: ReadonlyMap<string, string>): ModelSummary {
  const licence = metadata.get('general.license.name') ?? metadata.get('general.license');
  return given<ModelSummary>({
    name: metadata.get('general.name'),
    version: metadata.get('general.version'),
    family: metadata.get('general.basename'),
    architecture: metadata.get('general.architecture'),
    parameters: metadata.get('general.size_label') ?? metadata.get('general.parameter_count'),
    quantization: fileType(Number(metadata.get('general.file_type') ?? Number.NaN)),
    licences: licence === undefined ? undefined : [licence],
  });
}

function* fieldsOf(metadata: ReadonlyMap<string, string>): Generator<FlatValue> {
  for (const [path, value] of metadata) yield { path, value };
}

function readHead(reader: GgufReader): Head {
  const head: Head = { metadata: new Map(), tensors: [], isCut: false };
  try {
    const tensors = reader.length();
    const pairs = reader.length();
    for (let left = pairs; left > 0 && head.metadata.size < formatLimits.fieldsMax; left--) {
      const name = reader.string().slice(0, formatLimits.fieldNameMaxCharacters);
      head.metadata.set(name, readValue(reader, reader.u32(), 0));
    }
    for (let left = tensors; left > 0 && head.tensors.length < formatLimits.fieldsMax; left--)
      head.tensors.push(readTensor(reader));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    head.isCut = true;
  }
  return head;
}

const textType = 8;
const listType = 9;

function readValue(reader: GgufReader, type: number, depth: number): string {
  if (type === textType) return reader.string().slice(0, formatLimits.fieldMaxCharacters);
  return type === listType ? readList(reader, depth) : reader.number(type);
}

/** The first values of a list and how many there are: that of a tokenizer has a hundred thousand. */
function readList(reader: GgufReader, depth: number): string {
  if (depth >= formatLimits.ggufListsMaxDepth) throw new RangeError('too deep');
  const type = reader.u32();
  const length = reader.length();
  const shown: string[] = [];
  for (let at = 0; at < length; at++) {
    // A value has at least a byte: a length beyond that is a lie, which costs no more than the bytes there are.
    const value = readValue(reader, type, depth + 1);
    if (at < formatLimits.factsMax) shown.push(value.slice(0, formatLimits.fieldNameMaxCharacters));
  }
  const more = length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}`;
}

/** `blk.0.attn_q.weight`: `4096 × 4096 Q4_K`. */
function readTensor(reader: GgufReader): FlatValue {
  const path = reader.string().slice(0, formatLimits.fieldNameMaxCharacters);
  const dimensions = reader.u32();
  if (dimensions > formatLimits.ggufDimensionsMax) throw new RangeError('no such tensor');
  const shape = Array.from({ length: dimensions }, () => reader.length());
  const type = tensorType(reader.u32());
  reader.number(10);
  return { path, value: `${shape.join(' × ')} ${type}`.trim() };
}
