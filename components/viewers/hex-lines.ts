/** Bytes of one line of a hex dump. */
const lineBytes = 16;

/** A line of a hex dump. */
export type HexLine = {
  /** Where it starts, in hexadecimal with eight digits. */
  readonly offset: string;
  /** Two groups of eight, padded to full width. */
  readonly hex: string;
  /** Printable ASCII as it is, a dot for every other byte. */
  readonly ascii: string;
};

/** Bytes as the lines of a hex dump; `start` is the place of the first in its file. */
export function hexLines(bytes: Uint8Array, start = 0): readonly HexLine[] {
  return Array.from({ length: Math.ceil(bytes.length / lineBytes) }, (_, line) => {
    const from = line * lineBytes;
    const part = [...bytes.subarray(from, from + lineBytes)];
    const groups = [part.slice(0, 8), part.slice(8)].map((group) =>
      group.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
    );
    return {
      offset: (start + from).toString(16).padStart(8, '0'),
      hex: `${groups[0]?.padEnd(23)}  ${groups[1]}`.padEnd(48),
      ascii: part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
    };
  });
}
