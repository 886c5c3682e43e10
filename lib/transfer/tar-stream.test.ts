import { extract } from 'tar-stream';
import { expect, test } from 'vitest';
import { tarBytes } from './tar-size.ts';
import { createTarStream, toTarFile } from './tar-stream.ts';

const never = new AbortController().signal;

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.from(await new Response(stream).arrayBuffer());
}

test('files follow each other in blocks of 512 bytes, and two empty blocks are the end', async () => {
  const bytes = await readAll(
    createTarStream(never, async function* () {
      yield toTarFile('a', 'first');
      yield { name: 'b', size: 6, body: chunks('sec', 'ond') };
    }),
  );
  expect(bytes.byteLength).toBe(6 * 512);
  expect(bytes.toString('latin1', 512, 517)).toBe('first');
  expect(bytes.toString('latin1', 3 * 512, 3 * 512 + 6)).toBe('second');
});

test('a chunk of a body is asked for once the one before was read', async () => {
  const buffer = new Uint8Array(1);
  const tar = createTarStream(never, async function* () {
    yield { name: 'a', size: 600, body: sameBuffer(buffer, 600) };
  });
  const read: number[] = [];
  for await (const chunk of tar) if (chunk === buffer) read.push(chunk[0] ?? -1);
  expect(read).toEqual(Array.from({ length: 600 }, (_, at) => at % 256));
});

async function* sameBuffer(buffer: Uint8Array, times: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < times; at++) {
    buffer[0] = at;
    yield buffer;
  }
}

test('a name that is too long for one block is read whole, and is counted before', async () => {
  const name = `blobs/sha512/${'0'.repeat(128)}`;
  const sizes = [
    { name, size: 5 },
    { name: 'b', size: 6 },
  ];
  const bytes = await readAll(
    createTarStream(never, async function* () {
      yield toTarFile(name, 'first');
      yield toTarFile('b', 'second');
    }),
  );
  expect(bytes.byteLength).toBe(tarBytes(sizes));
  const unpacked = extract();
  unpacked.end(bytes);
  const names: string[] = [];
  for await (const entry of unpacked) {
    names.push(entry.header.name);
    entry.resume();
  }
  expect(names).toEqual([name, 'b']);
});

test.for([
  ['shorter', chunks('short')],
  ['longer', chunks('too', 'long')],
] as const)('a file that is %s than announced ends the archive in an error', async ([, body]) => {
  const tar = createTarStream(never, async function* () {
    yield { name: 'a', size: 6, body };
  });
  await expect(readAll(tar)).rejects.toThrow('was announced with 6');
});

test('files that fail end the archive in their error, and what they had begun is stopped', async () => {
  let begun = never;
  const tar = createTarStream(never, async function* (signal) {
    begun = signal;
    yield toTarFile('a', 'first');
    throw new Error('The registry has gone.');
  });
  await expect(readAll(tar)).rejects.toThrow('The registry has gone.');
  expect(begun.aborted).toBe(true);
});

test('a reader that leaves ends a body in the middle', async () => {
  const left = Promise.withResolvers<void>();
  const tar = createTarStream(never, async function* () {
    yield { name: 'a', size: 6, body: endless(left.resolve) };
  });
  const reader = tar.getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  await left.promise;
});

async function* endless(onEnd: () => void): AsyncGenerator<Uint8Array> {
  try {
    for (;;) yield new Uint8Array(1);
  } finally {
    onEnd();
  }
}
