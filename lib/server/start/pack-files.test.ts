import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readStaticFiles } from '#lib/server/http/static-files';
import { builtFiles, packFiles } from './pack-files.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'orrery-packed-'));
  await mkdir(join(root, '.next/static/chunks/deep'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

const script = 'export const answer = 42;\n'.repeat(100);
const write = (path: string, content: string | Uint8Array) =>
  writeFile(join(root, '.next/static', path), content);
const pack = async () => {
  await packFiles(root);
  return await readStaticFiles(builtFiles(root).list);
};

test('scripts and styles lie ready in both packed forms, which hold the very same bytes', async () => {
  await write('chunks/deep/a~1.js', script);
  await write('chunks/page.css', script);
  const files = await pack();
  expect([...files.keys()]).toEqual(['/_next/static/chunks/deep/a~1.js', '/_next/static/chunks/page.css']);
  expect(files.get('/_next/static/chunks/page.css')?.packed).toEqual(['br', 'gzip']);
  const { packed } = builtFiles(root);
  expect(brotliDecompressSync(await readFile(join(packed, 'chunks/deep/a~1.js.br'))).toString()).toBe(script);
  expect(gunzipSync(await readFile(join(packed, 'chunks/deep/a~1.js.gz'))).toString()).toBe(script);
});

test('what packing does not make smaller is listed as it is', async () => {
  await write('chunks/a.js', 'x');
  await write(
    'chunks/font.woff2',
    Uint8Array.from({ length: 50 }, (_, at) => (at * 97) % 251),
  );
  const files = await pack();
  expect([...files.values()].map(({ path, type, packed }) => ({ path, type, packed }))).toEqual([
    { path: 'chunks/a.js', type: 'application/javascript; charset=UTF-8', packed: [] },
    { path: 'chunks/font.woff2', type: 'font/woff2', packed: [] },
  ]);
});

test('files of other kinds are left to the pages', async () => {
  await write('chunks/a.js.map', script);
  await write('notes', script);
  expect(await pack()).toEqual(new Map());
});

test('another content has another hash', async () => {
  await write('chunks/a.js', script);
  const before = (await pack()).get('/_next/static/chunks/a.js')?.hash;
  await write('chunks/a.js', `${script}//`);
  expect((await pack()).get('/_next/static/chunks/a.js')?.hash).not.toBe(before);
});

test('nothing is left of the build before', async () => {
  await write('chunks/old.js', script);
  await pack();
  await rm(join(root, '.next/static/chunks/old.js'));
  expect(await pack()).toEqual(new Map());
  expect(await readdir(builtFiles(root).packed)).toEqual(['files.json']);
});
