import { createHash } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { rawEntry, rawTar } from '#e2e/fakes/raw-tar';
import type { Annotations } from '#lib/oci/descriptor';

/** A layer that carries an index of its files, and what its descriptor says of that. */
export type IndexedLayer = { readonly bytes: Buffer; readonly annotations: Annotations };

type Files = Readonly<Record<string, string | Buffer>>;

/** How much of a file lies in one piece. */
const chunkBytes = 4 * 1024 * 1024;
const tarEnd = Buffer.alloc(1024);

/**
 * A layer as eStargz: each piece of a file is a member of gzip of its own, the index follows in a tar archive, and the footer
 * says where (https://github.com/containerd/stargz-snapshotter/blob/main/docs/estargz.md).
 */
export function makeEstargz(files: Files): IndexedLayer {
  const { parts, entries, size } = packPieces(files, (bytes) => gzipSync(bytes, { level: 1 }));
  const toc = Buffer.from(JSON.stringify({ version: 1, entries }));
  const index = gzipSync(rawTar([{ name: 'stargz.index.json', content: toc.toString() }]));
  return {
    bytes: Buffer.concat([...parts, index, estargzFooter(size)]),
    annotations: { 'containerd.io/snapshot/stargz/toc.digest': digestOf(toc) },
  };
}

function estargzFooter(offset: number): Buffer {
  const field = `${offset.toString(16).padStart(16, '0')}STARGZ`;
  const extra = Buffer.concat([Buffer.from('SG'), Buffer.from([field.length, 0]), Buffer.from(field)]);
  const head = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, extra.length, 0]);
  return Buffer.concat([head, extra, Buffer.from([1, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0])]);
}

/** A layer as zstd:chunked, as the libraries of Podman write it: frames, the index in a frame to be skipped, and a footer. */
export function makeZstdChunked(files: Files): IndexedLayer {
  const { parts, entries, size } = packPieces(files, (bytes) => zstdCompressSync(bytes));
  const toc = Buffer.from(JSON.stringify({ version: 1, entries }));
  const index = zstdCompressSync(toc);
  const place = [size + 8, index.length, toc.length, 1];
  const footer = Buffer.alloc(64);
  for (const [at, number] of place.entries()) footer.writeBigUInt64LE(BigInt(number), at * 8);
  footer.write('GNUlInUx', 56);
  return {
    bytes: Buffer.concat([...parts, skipped(index), skipped(footer)]),
    annotations: {
      'io.github.containers.zstd-chunked.manifest-position': place.join(':'),
      'io.github.containers.zstd-chunked.manifest-checksum': digestOf(index),
    },
  };
}

function skipped(content: Buffer): Buffer {
  const head = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
}

/** The parts of a tar archive, compressed one by one, and the entries of an index over them. */
function packPieces(files: Files, compress: (bytes: Buffer) => Buffer) {
  const parts: Buffer[] = [];
  const entries: Readonly<Record<string, unknown>>[] = [];
  let size = 0;
  const add = (bytes: Buffer): number => {
    const start = size;
    const part = compress(bytes);
    parts.push(part);
    size += part.length;
    return start;
  };
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const header = rawEntry({ name, size: content.length }).subarray(0, 512);
    add(header);
    const chunks = pieces(content).map((chunk) => ({ offset: add(chunk), chunk }));
    const common = { type: 'reg', name, size: content.length, mode: 0o644, digest: digestOf(content) };
    const [first] = chunks;
    if (first === undefined) entries.push(common);
    for (const [at, { offset, chunk }] of chunks.entries()) {
      const place = { offset, chunkSize: chunk.length, chunkDigest: digestOf(chunk) };
      if (at === 0) entries.push({ ...common, ...place, endOffset: size });
      else entries.push({ type: 'chunk', name, chunkOffset: at * chunkBytes, ...place });
    }
    const padding = (512 - (content.length % 512)) % 512;
    if (padding > 0) add(Buffer.alloc(padding));
  }
  add(tarEnd);
  return { parts, entries, size };
}

function pieces(content: Buffer): readonly Buffer[] {
  const count = Math.ceil(content.length / chunkBytes);
  return Array.from({ length: count }, (_, at) => content.subarray(at * chunkBytes, (at + 1) * chunkBytes));
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
