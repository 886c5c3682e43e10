/** Goes through the bytes of WebAssembly; throws RangeError where they end too early. */
export class WasmReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('cut');
    return byte;
  }

  /** An integer in LEB128 (https://webassembly.github.io/spec/core/binary/values.html#integers); of a negative one only its length is right. */
  number(): number {
    let value = 0;
    for (let index = 0; index < 10; index++) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) return value;
    }
    throw new RangeError('too long');
  }

  name(): string {
    return new TextDecoder().decode(this.#take(this.number()));
  }

  part(length: number): WasmReader {
    return new WasmReader(this.#take(length));
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('cut');
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }
}
