import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { streamFile } from '#lib/layout/files/file-stream';

const content = Buffer.from(Array.from({ length: 600_000 }, (_, at) => at % 251));
let folder = '';
let path = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-stream-'));
  path = join(folder, 'file');
  await writeFile(path, content);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  [0, 600_000],
  [1, 599_999],
  [262_144, 10],
  [599_999, 1],
  [0, 0],
])('the bytes from %i, %i of them, are those of the file', async (start, length) => {
  const bytes = Buffer.from(await new Response(streamFile(() => open(path), start, length)).arrayBuffer());
  expect(bytes.equals(content.subarray(start, start + length))).toBe(true);
});

test('a stream that nobody reads opens nothing, and one that is cancelled closes its file', async () => {
  const before = await openFiles();
  const streams = Array.from({ length: 20 }, () => streamFile(() => open(path), 0, content.byteLength));
  expect(await openFiles()).toBe(before);
  for (const stream of streams) {
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
  }
  expect(await openFiles()).toBe(before);
});

test('a file that has become shorter breaks the stream instead of ending it', async () => {
  const short = join(folder, 'short');
  await writeFile(short, 'abc');
  await expect(new Response(streamFile(() => open(short), 0, 10)).arrayBuffer()).rejects.toThrow('shorter');
});

async function openFiles(): Promise<number> {
  // Reading the list opens a file itself, every time the same.
  const handle = await open(path);
  await handle.close();
  return (await readdir('/proc/self/fd')).length;
}
