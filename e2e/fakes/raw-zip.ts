import { crc32, deflateRawSync } from 'node:zlib';

/** A file of a zip file. */
export type RawZipEntry = {
  readonly name: string;
  readonly content?: string;
  /** 0 stores, 8 deflates, others are only claimed. */
  readonly method?: number;
  readonly mode?: number;
  readonly isEncrypted?: boolean;
};

type Options = {
  /** Bytes before the first file that no offset counts. */
  readonly program?: string;
  readonly comment?: string;
  /** Writes sizes and offsets as large files need them. */
  readonly isWide?: boolean;
};

const wide = 0xffffffff;

/** A zip file, so that it can say what no tool would write. */
export function rawZip(entries: readonly RawZipEntry[], options: Options = {}): Buffer {
  const { program = '', comment = '', isWide = false } = options;
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { name, content = '', method = 8, mode = 0o644, isEncrypted = false } = entry;
    const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(isEncrypted ? 1 : 0, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(isWide ? wide : Buffer.byteLength(content), 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    fields.writeUInt16LE(isWide ? 20 : 0, 24);
    const extra = Buffer.alloc(isWide ? 20 : 0);
    if (isWide) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(16, 2);
      extra.writeBigUInt64LE(BigInt(Buffer.byteLength(content)), 4);
      extra.writeBigUInt64LE(BigInt(offset), 12);
    }
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(isWide ? wide : offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), extra, packed]);
    // Made by a tool of Unix, so that the permissions count.
    directory.push(Buffer.from('PK\x01\x02\x14\x03'), fields, rest, Buffer.from(name), extra);
    locals.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = endOf({ entries: entries.length, size, offset, comment, isWide });
  return Buffer.concat([Buffer.from(program), ...locals, ...directory, end]);
}

type End = Required<Pick<Options, 'comment' | 'isWide'>> & {
  readonly entries: number;
  readonly size: number;
  readonly offset: number;
};

function endOf({ entries, size, offset, comment, isWide }: End): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(isWide ? 0xffff : entries, 10);
  end.writeUInt32LE(isWide ? wide : size, 12);
  end.writeUInt32LE(isWide ? wide : offset, 16);
  end.writeUInt16LE(comment.length, 20);
  const large = Buffer.alloc(isWide ? 76 : 0);
  if (isWide) {
    large.write('PK\x06\x06', 'latin1');
    large.writeBigUInt64LE(BigInt(entries), 32);
    large.writeBigUInt64LE(BigInt(size), 40);
    large.writeBigUInt64LE(BigInt(offset), 48);
    large.write('PK\x06\x07', 56, 'latin1');
  }
  return Buffer.concat([large, end, Buffer.from(comment)]);
}
