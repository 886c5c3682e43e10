import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { blobPath } from '#lib/layout/content/locate-blob';
import { openLayoutStore } from '#lib/layout/store/layout-store';

test('what was pushed is there when the folder is opened again', async () => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', '{}');
  const digest = await registry.pushManifest('acme/app', artifactManifest(), '1.0');
  const untagged = await registry.pushManifest('acme/app', artifactManifest({ annotations: { a: 'b' } }));
  const again = await openLayoutStore(registry.folder);
  const layout = await again.find('acme/app');
  expect(again.repositories()).toEqual(['acme/app']);
  expect([...(layout?.index().tags ?? [])]).toEqual([['1.0', digest]]);
  expect([...(layout?.index().manifests.keys() ?? [])].sort()).toEqual([digest, untagged].sort());
});

test('the deepest name that can be pushed is there when the folder is opened again', async () => {
  await using registry = await openScratchRegistry();
  const deepest = Array.from({ length: 128 }, () => 'a').join('/');
  await registry.pushBlob(deepest, '{}');
  await registry.pushManifest(deepest, artifactManifest(), '1.0');
  expect((await openLayoutStore(registry.folder)).repositories()).toEqual([deepest]);
});

test('every repository is an image layout by itself', async () => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', '{}');
  const digest = await registry.pushManifest('acme/app', artifactManifest(), '1.0');
  const folder = join(registry.folder, 'acme/app');
  expect(JSON.parse(await readFile(join(folder, 'oci-layout'), 'utf8'))).toEqual({
    imageLayoutVersion: '1.0.0',
  });
  expect(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'))).toMatchObject({
    schemaVersion: 2,
    manifests: [{ digest, annotations: { 'org.opencontainers.image.ref.name': '1.0' } }],
  });
  expect(digestOf(await readFile(blobPath(folder, digest)))).toBe(digest);
});

test('what a crash has left unfinished is cleared away', async () => {
  await using registry = await openScratchRegistry();
  await mkdir(join(registry.folder, '_unfinished/import'), { recursive: true });
  await writeFile(join(registry.folder, '_unfinished/upload'), 'half');
  const store = await openLayoutStore(registry.folder);
  expect(await readdir(join(registry.folder, '_unfinished'))).toEqual([]);
  expect(store.repositories()).toEqual([]);
});

test('a blob that is pushed again mends a copy that has gone bad', async () => {
  await using registry = await openScratchRegistry();
  const digest = await registry.pushBlob('acme/app', 'good');
  await writeFile(registry.store.blobPath('acme/app', digest), 'evil');
  await registry.pushBlob('acme/app', 'good');
  expect(await (await registry.ask('GET', `acme/app/blobs/${digest}`)).text()).toBe('good');
});

/** Five programs are started one after the other, which takes long on a busy machine. */
const killedTimeoutMs = 60_000;

test(
  'whenever the process is killed, all that was confirmed is there and has its digest',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'orrery-killed-'));
    try {
      const confirmed = new Set<string>();
      for (const count of [1, 2, 5, 9, 14]) {
        for (const line of await pushUntilKilled(folder, count)) confirmed.add(line);
        await checkFolder(folder, confirmed);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  killedTimeoutMs,
);

/** Kills the child in the middle of whatever it does after it has confirmed this many manifests. */
async function pushUntilKilled(folder: string, count: number): Promise<readonly string[]> {
  const script = join(import.meta.dirname, '../../../e2e/faults/push-until-killed.ts');
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === count) child.kill('SIGKILL');
  }
  await exited;
  return lines;
}

async function checkFolder(folder: string, confirmed: ReadonlySet<string>): Promise<void> {
  const store = await openLayoutStore(folder);
  for (const name of store.repositories()) {
    const layout = await store.find(name);
    const listed = JSON.parse(await readFile(join(folder, name, 'index.json'), 'utf8')).manifests;
    for (const { digest } of listed) expect([...(layout?.index().manifests.keys() ?? [])]).toContain(digest);
    for (const encoded of await readdir(join(folder, name, 'blobs/sha256'))) {
      expect(digestOf(await readFile(join(folder, name, 'blobs/sha256', encoded)))).toBe(`sha256:${encoded}`);
    }
  }
  for (const line of confirmed) {
    const [name = '', digest] = line.split(' ');
    const layout = await store.find(name);
    expect([...(layout?.index().manifests.keys() ?? [])]).toContain(digest);
  }
}
