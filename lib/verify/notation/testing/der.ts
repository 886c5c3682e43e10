/** An element of DER: a tag, a length, and what is in it. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const octets: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  const length = content.length < 128 ? [content.length] : [0x80 + octets.length, ...octets];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

/** A sequence of elements. */
export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(0x30, ...parts);
}

/** An object identifier from its numbers: `2.5.4.3`. */
export function objectId(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const octets = [first * 40 + second, ...rest].flatMap((number, place) => {
    const digits = [number % 128];
    for (let left = Math.floor(number / 128); place > 0 && left > 0; left = Math.floor(left / 128)) {
      digits.unshift((left % 128) + 128);
    }
    return digits;
  });
  return der(0x06, Buffer.from(octets));
}

/** A small number. */
export function integer(value: number): Buffer {
  return der(0x02, Buffer.from([value]));
}

/** A time as certificates and time stamps write it. */
export function generalizedTime(time: Date): Buffer {
  return der(0x18, Buffer.from(`${time.toISOString().replace(/[-:T]|\.\d+/g, '')}`));
}
