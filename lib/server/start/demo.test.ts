import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadDemoOnce } from '#lib/server/start/demo';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function prepare() {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-demo-'));
  folders.push(folder);
  const archive = join(folder, 'demo.tar');
  await writeFile(archive, '');
  const loaded: string[] = [];
  return {
    dataDir: join(folder, 'data'),
    archive,
    loaded,
    load: async (path: string) => void loaded.push(path),
  };
}

test('the demo is loaded on the first start only: what was deleted since stays deleted', async () => {
  const { dataDir, archive, load, loaded } = await prepare();
  expect(await loadDemoOnce(dataDir, { archive, load })).toBe(true);
  expect(await loadDemoOnce(dataDir, { archive, load })).toBe(true);
  expect(loaded).toEqual([archive]);
});

test('a demo that could not be loaded is tried again', async () => {
  const { dataDir, archive, load, loaded } = await prepare();
  const fail = () => Promise.reject(new Error('disk full'));
  await expect(loadDemoOnce(dataDir, { archive, load: fail })).rejects.toThrow('disk full');
  await loadDemoOnce(dataDir, { archive, load });
  expect(loaded).toEqual([archive]);
});

test('without an archive there is no demo', async () => {
  const { dataDir, load } = await prepare();
  expect(await loadDemoOnce(dataDir, { archive: '/nowhere.tar', load })).toBe(false);
});
