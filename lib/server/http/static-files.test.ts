import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listen } from '#e2e/fakes/listen';
import type { StaticFile } from './static-files.ts';
import { readStaticFiles, withStaticFiles } from './static-files.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'orrery-static-'));
  for (const folder of ['plain', 'packed']) await mkdir(join(root, folder));
  await writeFile(join(root, 'secret.js'), 'secret');
  await writeFile(join(root, 'plain/unlisted.js'), 'unlisted');
  await writeFile(join(root, 'plain/a.js'), 'as it is');
  await writeFile(join(root, 'packed/a.js.br'), 'as brotli');
  await writeFile(join(root, 'packed/a.js.gz'), 'as gzip');
});
afterEach(() => rm(root, { recursive: true }));

const script: StaticFile = {
  path: 'a.js',
  type: 'application/javascript; charset=UTF-8',
  hash: 'h4sh',
  packed: ['br', 'gzip'],
};
const files = new Map([
  ['/_next/static/a.js', script],
  ['/_next/static/gone.js', { ...script, path: 'gone.js' }],
]);

async function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') {
  const folders = { plain: join(root, 'plain'), packed: join(root, 'packed') };
  const handle = withStaticFiles(files, folders, async (_incoming, outgoing) => void outgoing.end('a page'));
  await using server = await listen((incoming, outgoing) => void handle(incoming, outgoing));
  const [hostname, port] = server.host.split(':');
  return await new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const outgoing = request({ hostname, port, path, method, headers }, async (incoming) => {
        const body = Buffer.concat(await incoming.toArray()).toString();
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body });
      });
      outgoing.on('error', reject).end();
    },
  );
}

test.each([
  ['gzip, deflate, br', 'br', 'as brotli'],
  ['gzip', 'gzip', 'as gzip'],
  ['br;q=0, gzip;q=0.1', 'gzip', 'as gzip'],
  ['br;q=0', undefined, 'as it is'],
  ['identity', undefined, 'as it is'],
])('who accepts %s gets %s, with its length, to keep for good', async (accepted, encoding, body) => {
  const answer = await ask('/_next/static/a.js', { 'accept-encoding': accepted });
  expect([answer.status, answer.body, answer.headers['content-encoding']]).toEqual([200, body, encoding]);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/javascript; charset=UTF-8',
    'content-length': String(body.length),
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
    'accept-ranges': 'none',
  });
});

test('HEAD says the same without the file', async () => {
  const headers = { 'accept-encoding': 'br' };
  const { date: _, ...head } = (await ask('/_next/static/a.js', headers, 'HEAD')).headers;
  const { body } = await ask('/_next/static/a.js', headers, 'HEAD');
  expect([head['content-length'], head['content-encoding'], body]).toEqual(['9', 'br', '']);
});

test('a part that is asked for comes as the whole', async () => {
  const { status, body } = await ask('/_next/static/a.js', { range: 'bytes=0-1' });
  expect([status, body]).toEqual([200, 'as it is']);
});

test('each form has an ETag of its own, and who names it gets nothing again', async () => {
  const packed = await ask('/_next/static/a.js', { 'accept-encoding': 'br' });
  const plain = await ask('/_next/static/a.js');
  expect([packed.headers.etag, plain.headers.etag]).toEqual(['"h4sh-br"', '"h4sh"']);
  const again = { 'accept-encoding': 'br', 'if-none-match': '"other", W/"h4sh-br"' };
  const kept = await ask('/_next/static/a.js', again);
  expect([kept.status, kept.body, kept.headers['content-type']]).toEqual([304, '', undefined]);
  expect(kept.headers).toMatchObject({ etag: '"h4sh-br"', vary: 'Accept-Encoding' });
  const changed = await ask('/_next/static/a.js', { 'if-none-match': '"h4sh-br"' });
  expect(changed.status).toBe(200);
});

test('the query after the path changes nothing', async () => {
  expect((await ask('/_next/static/a.js?v=1')).body).toBe('as it is');
});

test.each([
  '/_next/static/unlisted.js',
  '/_next/static/gone.js',
  '/_next/static/../secret.js',
  '/_next/static/%2e%2e/secret.js',
  '/_next/static/..%2fsecret.js',
  '/_next/static/a.js/',
  '/_next/static/a.js%00',
  '/_next/static/a.js.br',
  '/_next/static/__proto__',
  '/a.js',
  '/',
])('%s is left to the pages', async (path) => {
  expect((await ask(path)).body).toBe('a page');
});

test('who sends something is left to the pages', async () => {
  expect((await ask('/_next/static/a.js', { 'content-length': '0' }, 'POST')).body).toBe('a page');
});

test('a build without a list has no files, and entries of another form are left out', async () => {
  const path = join(root, 'files.json');
  expect(await readStaticFiles(path)).toEqual(new Map());
  await writeFile(path, JSON.stringify({ '/a.js': script, '/b.js': { path: 1 }, '/c.js': null }));
  expect(await readStaticFiles(path)).toEqual(new Map([['/a.js', script]]));
  await writeFile(path, '[]');
  expect(await readStaticFiles(path)).toEqual(new Map());
});
