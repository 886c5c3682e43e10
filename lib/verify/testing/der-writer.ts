/** Writes elements of DER (https://www.itu.int/rec/T-REC-X.690). */
export const derWriter = {
  sequence: (...parts: readonly Uint8Array[]) => element(0x30, ...parts),
  set: (...parts: readonly Uint8Array[]) => element(0x31, ...parts),
  /** An explicit tag of the context. */
  tagged: (tag: number, ...parts: readonly Uint8Array[]) => element(0xa0 + tag, ...parts),
  /** Any tag as it stands on the wire. */
  element,
  oid: (text: string) => element(0x06, oidContent(text)),
  integer: (value: number | Uint8Array) =>
    element(0x02, typeof value === 'number' ? Buffer.of(value) : value),
  boolean: (value: boolean) => element(0x01, Buffer.of(value ? 0xff : 0)),
  octets: (...parts: readonly Uint8Array[]) => element(0x04, ...parts),
  bits: (bytes: Uint8Array, unused = 0) => element(0x03, Buffer.of(unused), bytes),
  utf8: (text: string) => element(0x0c, Buffer.from(text)),
  nothing: () => element(0x05),
  time: (date: Date) => element(0x18, Buffer.from(date.toISOString().replaceAll(/[-:T]|\.\d+/g, ''))),
} as const;

function element(tag: number, ...parts: readonly Uint8Array[]): Buffer<ArrayBuffer> {
  const content = Buffer.concat(parts);
  const octets: number[] = [];
  for (let rest = content.length; rest > 0; rest >>= 8) octets.unshift(rest & 0xff);
  const length = content.length < 0x80 ? [content.length] : [0x80 + octets.length, ...octets];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
}

function oidContent(text: string): Buffer {
  const [first = 0, second = 0, ...more] = text.split('.').map(Number);
  return Buffer.concat([first * 40 + second, ...more].map(base128));
}

function base128(value: number): Buffer {
  const octets = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    octets.unshift(0x80 + (rest % 128));
  return Buffer.from(octets);
}
