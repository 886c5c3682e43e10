/** Goes through the bytes of a GGUF file; throws RangeError where they end too early. */
export class GgufReader {
  readonly #view: DataView;
  /** Since version 3 a file may be big-endian; the number of the version shows it. */
  readonly #isLittle: boolean;
  #at = 4;

  readonly version: number;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#isLittle = this.#view.getUint16(4, true) !== 0;
    this.version = this.#view.getUint32(this.#step(4), this.#isLittle);
  }

  get left(): number {
    return this.#view.byteLength - this.#at;
  }

  u32(): number {
    return this.#view.getUint32(this.#step(4), this.#isLittle);
  }

  /** A count or a length; one that no file can have is a RangeError. */
  length(): number {
    // https://github.com/ggml-org/ggml/blob/master/docs/gguf.md#historical-state-of-affairs: 32 bits in version 1.
    if (this.version === 1) return this.u32();
    const length = Number(this.#view.getBigUint64(this.#step(8), this.#isLittle));
    if (!Number.isSafeInteger(length)) throw new RangeError('no such length');
    return length;
  }

  string(): string {
    const length = this.length();
    if (length > this.left) throw new RangeError('cut');
    const at = this.#step(length);
    return new TextDecoder().decode(new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, length));
  }

  /** A number or a boolean of one of the types of metadata, as text. */
  number(type: number): string {
    const read = Object.hasOwn(numbers, type) ? numbers[type] : undefined;
    if (read === undefined) throw new RangeError('no such type');
    return String(read.of(this.#view, this.#step(read.bytes), this.#isLittle));
  }

  #step(length: number): number {
    const at = this.#at;
    this.#at += length;
    return at;
  }
}

type NumberType = {
  readonly bytes: number;
  readonly of: (view: DataView, at: number, isLittle: boolean) => number | bigint | boolean;
};

const numbers: Readonly<Record<number, NumberType>> = {
  0: { bytes: 1, of: (view, at) => view.getUint8(at) },
  1: { bytes: 1, of: (view, at) => view.getInt8(at) },
  2: { bytes: 2, of: (view, at, isLittle) => view.getUint16(at, isLittle) },
  3: { bytes: 2, of: (view, at, isLittle) => view.getInt16(at, isLittle) },
  4: { bytes: 4, of: (view, at, isLittle) => view.getUint32(at, isLittle) },
  5: { bytes: 4, of: (view, at, isLittle) => view.getInt32(at, isLittle) },
  6: { bytes: 4, of: (view, at, isLittle) => Number(view.getFloat32(at, isLittle).toPrecision(7)) },
  7: { bytes: 1, of: (view, at) => view.getUint8(at) !== 0 },
  10: { bytes: 8, of: (view, at, isLittle) => view.getBigUint64(at, isLittle) },
  11: { bytes: 8, of: (view, at, isLittle) => view.getBigInt64(at, isLittle) },
  12: { bytes: 8, of: (view, at, isLittle) => view.getFloat64(at, isLittle) },
};
