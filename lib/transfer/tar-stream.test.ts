import { expect, test } from 'vitest';
import { createTarStream } from './tar-stream.ts';

const never = new AbortController().signal;

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.from(await new Response(stream).arrayBuffer());
}

test('files follow each other in blocks of 512 bytes, and two empty blocks are the end', async () => {
  const bytes = await readAll(
    createTarStream(never, async (tar) => {
      await tar.addText('a', 'first');
      await tar.add('b', 6, chunks('sec', 'ond'));
    }),
  );
  expect(bytes.byteLength).toBe(6 * 512);
  expect(bytes.toString('latin1', 512, 517)).toBe('first');
  expect(bytes.toString('latin1', 3 * 512, 3 * 512 + 6)).toBe('second');
});

test('a file that is shorter than announced ends the archive in an error', async () => {
  const tar = createTarStream(never, (tar) => tar.add('a', 6, chunks('short')));
  await expect(readAll(tar)).rejects.toThrow();
});

test('a writer that fails ends the archive in its error, and stops what it had begun', async () => {
  let begun = never;
  const tar = createTarStream(never, async (tar, signal) => {
    begun = signal;
    await tar.addText('a', 'first');
    throw new Error('The registry has gone.');
  });
  await expect(readAll(tar)).rejects.toThrow('The registry has gone.');
  expect(begun.aborted).toBe(true);
});
