import { formatLimits } from '#lib/formats/limits';

/**
 * How a field of a message becomes a member of an object: its name, what it holds, and whether it is repeated. A function
 * gives the message of a field, so that messages can hold themselves.
 */
export type ProtobufField = {
  readonly name: string;
  readonly type:
    | 'text'
    | 'integer'
    | 'double'
    | 'boolean'
    | 'timestamp'
    | readonly string[]
    | ProtobufMessage;
  readonly isRepeated?: boolean;
};

/** The fields of a message by their numbers. A list of texts is an enumeration. */
export type ProtobufMessage = () => Readonly<Record<number, ProtobufField>>;

type Decoded = Record<string, unknown>;

/**
 * A protobuf message as an object (https://protobuf.dev/programming-guides/encoding/); fields that the table does not
 * know are skipped. Undefined when the bytes are no message, or nest deeper than any does.
 *
 * @throws what is a fault of ours; content never makes it throw
 */
export function parseProtobuf(bytes: Uint8Array, message: ProtobufMessage): Decoded | undefined {
  try {
    return readMessage(new WireReader(bytes), message, 0);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readMessage(reader: WireReader, message: ProtobufMessage, depth: number): Decoded {
  if (depth > formatLimits.protobufMaxDepth) throw new RangeError('nested too deep');
  const fields = message();
  const decoded: Decoded = {};
  while (!reader.isAtEnd) {
    const tag = reader.varint();
    const field = Object.hasOwn(fields, tag >>> 3) ? fields[tag >>> 3] : undefined;
    const value = readValue(reader, tag & 7, field, depth);
    if (field === undefined || value === undefined) continue;
    const before = decoded[field.name];
    decoded[field.name] = field.isRepeated === true ? append(before, value) : value;
  }
  return decoded;
}

function append(list: unknown, value: unknown): unknown[] {
  if (!Array.isArray(list)) return [value];
  list.push(value);
  return list;
}

function readValue(
  reader: WireReader,
  wireType: number,
  field: ProtobufField | undefined,
  depth: number,
): unknown {
  if (wireType === 0) return ofVarint(reader.varint(), field);
  if (wireType === 1) return reader.double();
  if (wireType === 5) return void reader.bytes(4);
  if (wireType !== 2) throw new RangeError('no such wire type');
  const bytes = reader.bytes(reader.varint());
  if (field === undefined) return undefined;
  if (typeof field.type === 'function') return readMessage(new WireReader(bytes), field.type, depth + 1);
  if (field.type === 'text') return new TextDecoder().decode(bytes);
  if (field.type === 'timestamp') return readTimestamp(bytes);
  return undefined;
}

function ofVarint(value: number, field: ProtobufField | undefined): unknown {
  if (field?.type === 'boolean') return value !== 0;
  if (field?.type === 'integer') return value;
  return Array.isArray(field?.type) ? field.type[value] : undefined;
}

// https://protobuf.dev/reference/protobuf/google.protobuf/#timestamp: the first field has the seconds since 1970.
function readTimestamp(bytes: Uint8Array): string | undefined {
  const seconds = readMessage(
    new WireReader(bytes),
    () => ({ 1: { name: 'seconds', type: 'integer' } }),
    0,
  ).seconds;
  const date = new Date(typeof seconds === 'number' ? seconds * 1000 : Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace('.000Z', 'Z');
}

/** Goes through bytes; throws RangeError where they end too early. */
class WireReader {
  readonly #view: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#view.length;
  }

  varint(): number {
    let value = 0;
    for (let index = 0; index < 10; index++) {
      const byte = this.#view[this.#at++];
      if (byte === undefined) throw new RangeError('cut');
      value += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) return value;
    }
    throw new RangeError('too long');
  }

  double(): number {
    const bytes = this.bytes(8);
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true);
  }

  bytes(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#view.length) throw new RangeError('cut');
    const bytes = this.#view.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }
}
