import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { count } from '#lib/formats/documents/phrase';
import type { ModelSummary } from '#lib/formats/documents/summaries';
import type { FlatValue } from '#lib/formats/json/flatten-json';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { parseObject } from '#lib/formats/json/partial-json';
import { formatLimits } from '#lib/formats/limits';
import { OciError } from '#lib/oci/oci-error';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';

type Tensor = { readonly name: string; readonly type: string; readonly shape: readonly number[] };

/**
 * The head of a safetensors model (https://huggingface.co/docs/safetensors/index#format): its tensors, how many
 * parameters they have together, and what ModelSpec (https://github.com/Stability-AI/ModelSpec) or others say in its
 * metadata. The weights behind it are not read.
 */
export function readSafetensors(
  _start: string,
  bytes: Uint8Array,
  context: DocumentContext,
): DocumentReading | undefined {
  // Of a length beyond four gigabytes no head is read; other bytes of this form are no safetensors.
  if (bytes.length < 10 || bytes[8] !== 0x7b || [4, 5, 6, 7].some((place) => bytes[place] !== 0))
    return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const isCut = length > bytes.length - 8;
  const head = readHead(bytes.subarray(8, 8 + length), !isCut);
  if (head === undefined) return undefined;
  const tensors = tensorsOf(head);
  const metadata = at(head, '__metadata__');
  if (tensors.length === 0 && metadata === undefined) return undefined;
  const told = textAt(metadata, 'modelspec.title') ?? (isCut ? undefined : count(tensors.length, 'tensor'));
  return given<DocumentReading>({
    kind: 'model',
    format: 'safetensors',
    title: told === undefined ? 'Safetensors model' : `Safetensors model · ${cleanText(told, 60)}`,
    summary: () => ({ of: 'model', ...summaryOf(metadata, tensors, isCut) }),
    rows: { fields: () => fieldsOf(metadata, tensors) },
    problems: isCut ? [cutSentence(context.isWhole)] : undefined,
  });
}

function cutSentence(isWhole: boolean): string {
  return isWhole
    ? 'Its header ends too early: the file was cut.'
    : 'Its header is longer than the part that was read: more tensors follow.';
}

function readHead(bytes: Uint8Array, isWhole: boolean): Readonly<Record<string, unknown>> | undefined {
  try {
    return parseObject(bytes, isWhole);
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}

function tensorsOf(head: Readonly<Record<string, unknown>>): readonly Tensor[] {
  return Object.entries(head).flatMap(([name, tensor]) => {
    const type = textAt(tensor, 'dtype');
    if (type === undefined || name === '__metadata__') return [];
    const shape = listAt(tensor, 'shape').filter((size) => typeof size === 'number');
    return [{ name, type, shape }];
  });
}

function summaryOf(metadata: unknown, tensors: readonly Tensor[], isCut: boolean): ModelSummary {
  const parameters = tensors.reduce((sum, { shape }) => sum + shape.reduce((all, size) => all * size, 1), 0);
  const types = [...new Set(tensors.map(({ type }) => type))].slice(0, formatLimits.factsMax);
  const licence = textAt(metadata, 'modelspec.license') ?? textAt(metadata, 'license');
  return given<ModelSummary>({
    name: textAt(metadata, 'modelspec.title') ?? textAt(metadata, 'name'),
    version: textAt(metadata, 'modelspec.version') ?? textAt(metadata, 'version'),
    architecture: textAt(metadata, 'modelspec.architecture') ?? textAt(metadata, 'architecture'),
    // Of some of the tensors the sum is no answer.
    parameters:
      isCut || tensors.length === 0 || !Number.isSafeInteger(parameters)
        ? undefined
        : parameters.toLocaleString('en'),
    quantization: types.length === 0 ? undefined : types.join(', '),
    licences: licence === undefined ? undefined : [licence],
  });
}

function* fieldsOf(metadata: unknown, tensors: readonly Tensor[]): Generator<FlatValue> {
  for (const [path, value] of isJsonObject(metadata) ? Object.entries(metadata) : [])
    if (typeof value === 'string') yield clipped(path, value);
  for (const { name, type, shape } of tensors) yield clipped(name, `${shape.join(' × ')} ${type}`.trim());
}

function clipped(path: string, value: string): FlatValue {
  return {
    path: path.slice(0, formatLimits.fieldNameMaxCharacters),
    value: value.slice(0, formatLimits.fieldMaxCharacters),
  };
}
