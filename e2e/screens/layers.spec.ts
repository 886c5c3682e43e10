import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { APIRequestContext } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { pushImageOf } from '#e2e/bench/layers/push';
import type { IndexedLayer } from '#e2e/content/indexed-layers';
import { makeEstargz } from '#e2e/content/indexed-layers';
import { rawTar } from '#e2e/fakes/raw-tar';
import { startOlareg, startZot } from '#e2e/registries/real-registries';
import type { Registry } from '#e2e/registries/registry';
import { findTools } from '#e2e/tools/find-tool';
import { filesSchema } from '#lib/api/contract/files-contract';

test('the files of a layer are listed, searched and read', async ({ page, baseURL }) => {
  await page.goto(`/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1?tab=content`);
  await page.getByRole('treeitem', { name: /^linux\/amd64/ }).click();
  await page.getByRole('button', { name: 'Show files', exact: true }).first().click();
  const tree = page.getByRole('tree', { name: 'Files' });
  await tree.getByRole('treeitem', { name: /^etc/ }).click();
  await expect(tree.getByRole('treeitem', { name: /^os-release/ })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search the paths' }).fill('OS-REL');
  const matches = page.getByRole('tree', { name: 'Files that match' });
  await matches.getByRole('treeitem', { name: /^os-release/ }).click();
  const file = page.getByRole('region', { name: 'File etc/os-release' });
  await expect(file.getByRole('region', { name: 'Content' })).toContainText('NAME=');
  await expect(file.getByRole('link', { name: 'Download this file' })).toHaveAttribute('href', /path=etc/);
});

test('the tree of files is walked by keyboard', async ({ page, baseURL }) => {
  await page.goto(`/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1?tab=content`);
  await page.getByRole('treeitem', { name: /^linux\/amd64/ }).click();
  await page.getByRole('button', { name: 'Show files of the whole platform' }).click();
  const tree = page.getByRole('tree', { name: 'Files' });
  await tree.getByRole('treeitem').first().focus();
  await page.keyboard.press('e');
  const folder = tree.getByRole('treeitem', { name: /^etc/ });
  await expect(folder).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(folder).toHaveAttribute('aria-expanded', 'true');
  await expect(tree.getByRole('treeitem', { name: /^os-release/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(folder).toBeFocused();
});

const tarOf = (files: Readonly<Record<string, string>>) =>
  rawTar(Object.entries(files).map(([name, content]) => ({ name, content })));
const plain = (bytes: Buffer): IndexedLayer => ({ bytes, annotations: {} });

for (const [name, start] of [
  ['zot', () => startZot()],
  ['olareg', () => startOlareg({ referrers: true })],
] as const) {
  test.describe(`over ${name}`, () => {
    let registry: Registry | undefined;
    test.beforeAll(async () => {
      const missing = [...(await findTools([name])).values()].find((tool) => tool.status === 'missing');
      test.skip(missing !== undefined, missing?.reason ?? '');
      registry = await start();
    });
    test.afterAll(() => registry?.stop());

    test('whiteouts apply over three layers, of gzip and zstd', async ({ request }) => {
      const { host, url } = started(registry);
      const { manifest, layers } = await pushImageOf(url, 'files/layers', [
        plain(gzipSync(tarOf({ 'etc/a': 'one', 'etc/old': 'x', 'var/cache': 'x' }))),
        plain(zstdCompressSync(tarOf({ 'etc/a': 'second', 'etc/.wh.old': '' }))),
        plain(tarOf({ 'var/.wh..wh..opq': '', 'var/new': 'n' })),
      ]);
      const ref = `${host}/files/layers@${manifest}`;
      const live = await listFiles(request, { ref });
      expect(live.entries.map(({ path }) => path)).toEqual(['etc/a', 'var/new']);
      expect(live.entries[0]).toMatchObject({ layer: layers[1], replaces: layers[0] });
      const all = await listFiles(request, { ref, removed: '1' });
      expect(all.entries.map(({ path, removedBy }) => [path, layers.indexOf(removedBy ?? '')])).toEqual([
        ['etc/a', -1],
        ['etc/old', 1],
        ['var/cache', 2],
        ['var/new', -1],
      ]);
      const file = await request.get('/api/files', { params: { ref, path: 'etc/a' } });
      expect(await file.text()).toBe('second');
    });

    test('a layer with an index is listed by it', async ({ request }) => {
      const { host, url } = started(registry);
      const noise = Array.from({ length: 400_000 }, (_, at) => ((at * 7_919) % 1_299_709).toString(36)).join(
        '',
      );
      const layer = makeEstargz({ 'etc/motd': 'Welcome.', 'lib/noise': noise });
      const { manifest, layers } = await pushImageOf(url, 'files/indexed', [layer]);
      const ref = `${host}/files/indexed@${layers[0]}`;
      const list = await listFiles(request, { ref, manifest });
      expect(list.archives[0]).toMatchObject({ source: 'estargz', verified: 'toc-digest' });
      expect(list.archives[0]?.bytesRead).toBeLessThan(5_000);
      const file = await request.get('/api/files', { params: { ref, manifest, path: 'etc/motd' } });
      expect(await file.text()).toBe('Welcome.');
      expect(file.headers()['orrery-verified']).toBe('toc-digest');
    });

    test('a cut layer is listed as far as it goes, and what is no archive says so', async ({ request }) => {
      const { host, url } = started(registry);
      const cut = tarOf({ a: 'x', b: 'y'.repeat(900) }).subarray(0, 1_700);
      const { layers } = await pushImageOf(url, 'files/broken', [
        plain(gzipSync(cut)),
        plain(Buffer.from('{"no":"archive"}')),
      ]);
      const list = await listFiles(request, { ref: `${host}/files/broken@${layers[0]}` });
      expect(list.entries.map(({ path }) => path)).toEqual(['a', 'b']);
      expect([list.isComplete, list.problems]).toEqual([
        false,
        ['The archive breaks off after 1,700 bytes.'],
      ]);
      const answer = await request.get('/api/files', {
        params: { ref: `${host}/files/broken@${layers[1]}` },
      });
      expect(answer.status()).toBe(422);
      expect((await answer.json()).code).toBe('files-unreadable');
    });
  });
}

async function listFiles(request: APIRequestContext, params: Readonly<Record<string, string>>) {
  const answer = await request.get('/api/files', { params });
  expect(answer.status(), await answer.text()).toBe(200);
  return filesSchema.parse(await answer.json());
}

function started(registry: Registry | undefined): Registry {
  if (registry === undefined) throw new Error('The registry was not started.');
  return registry;
}
