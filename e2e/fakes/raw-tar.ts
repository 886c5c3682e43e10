/** A part of a tar archive; `size` may lie about `content`. */
export type RawEntry = {
  readonly name: string;
  readonly content?: string;
  readonly size?: number;
  readonly type?: string;
  readonly linkname?: string;
};

const block = 512;

/** The header and the content of an entry as POSIX ustar, so that an archive can say what no library would write. */
export function rawEntry({ name, content = '', size, type = '0', linkname = '' }: RawEntry): Buffer {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(block);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${(size ?? bytes.byteLength).toString(8).padStart(11, '0')} `, 124);
  header.write('00000000000 ', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(linkname, 157, 100);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, bytes, Buffer.alloc((block - (bytes.byteLength % block)) % block)]);
}

const tarEnd: Buffer = Buffer.alloc(2 * block);

/** A whole archive. */
export function rawTar(entries: readonly RawEntry[]): Buffer {
  return Buffer.concat([...entries.map(rawEntry), tarEnd]);
}
