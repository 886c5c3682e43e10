type Metadata = readonly (readonly [name: string, type: number, value: readonly number[]])[];

const text = new TextEncoder();

/** A number in so many bytes, the lowest first. */
export function little(value: number, bytes: number): readonly number[] {
  return Array.from({ length: bytes }, (_, at) => Math.floor(value / 2 ** (8 * at)) % 256);
}

/** A text as GGUF writes it: its length in eight bytes, then its bytes. */
export function ggufText(value: string): readonly number[] {
  return [...little(value.length, 8), ...text.encode(value)];
}

/** A GGUF model of version 3 (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md) with one tensor of 4 × 2 in Q8_0. */
export function makeGguf(metadata: Metadata): Uint8Array<ArrayBuffer> {
  const pairs = metadata.flatMap(([name, type, value]) => [...ggufText(name), ...little(type, 4), ...value]);
  const shape = [...little(2, 4), ...little(4, 8), ...little(2, 8)];
  const tensor = [...ggufText('token_embd.weight'), ...shape, ...little(8, 4), ...little(0, 8)];
  const counts = [...little(1, 8), ...little(metadata.length, 8)];
  return new Uint8Array([...text.encode('GGUF'), ...little(3, 4), ...counts, ...pairs, ...tensor]);
}

/** A safetensors model (https://huggingface.co/docs/safetensors/index#format) of this head, without weights. */
export function makeSafetensors(head: unknown): Uint8Array<ArrayBuffer> {
  const json = text.encode(JSON.stringify(head));
  return new Uint8Array([...little(json.length, 8), ...json]);
}
