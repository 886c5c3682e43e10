import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { rawEntry } from '#e2e/fakes/raw-tar';

const folders = 500;

/** Writes a tar+gzip layer of `files` files with `bytes` bytes together, as packed as programs are. */
export async function makeLayer(path: string, files: number, bytes: number): Promise<void> {
  const size = Math.floor(bytes / files);
  await pipeline(
    Readable.from(entries(files, size), { objectMode: false }),
    createGzip({ level: 1 }),
    createWriteStream(path),
  );
}

function* entries(files: number, size: number): Generator<Buffer> {
  // Half of it repeats itself: layers of real images pack to about half.
  const random = randomBytes(1024 * 1024);
  const content = Buffer.alloc(size);
  for (let at = 0; at < files; at += 1) {
    const from = (at * 7_919) % (random.length - size);
    random.copy(content, 0, from, from + Math.ceil(size / 2));
    const name = `usr/lib/package-${at % folders}/module-${at}.js`;
    const block = rawEntry({ name, size }).subarray(0, 512);
    yield Buffer.concat([block, content, Buffer.alloc((512 - (size % 512)) % 512)]);
  }
  yield Buffer.alloc(1024);
}

/** The sha256 digest of a file. */
export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}
