import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { artifactManifest, digestOf } from '#e2e/faults/scratch-registry';
import { removeManifest } from '#lib/layout/content/layout-index';
import type { RepositoryLayout } from '#lib/layout/store/repository-layout';
import { openRepositoryLayout } from '#lib/layout/store/repository-layout';
import { mediaTypes } from '#lib/oci/media-type';

let root = '';
let commits = 0;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'orrery-layout-'));
  await mkdir(join(root, 'temporary'));
  commits = 0;
  return () => rm(root, { recursive: true, force: true });
});

const open = () =>
  openRepositoryLayout(join(root, 'app'), join(root, 'temporary'), () => {
    commits += 1;
  });
const text = (name: string) => JSON.stringify(artifactManifest({ annotations: { name } }));

function put(layout: RepositoryLayout, name: string): Promise<void> {
  const digest = digestOf(text(name));
  const descriptor = { mediaType: mediaTypes.ociManifest, digest, size: text(name).length };
  return layout.commit({
    prepare: async () => {
      await mkdir(dirname(layout.blobPath(digest)), { recursive: true });
      await writeFile(layout.blobPath(digest), text(name));
    },
    apply: (draft) => {
      draft.manifests.set(digest, { descriptor });
      draft.tags.set(name, digest);
    },
  });
}

test('a folder is no layout before its first commit', async () => {
  const layout = await open();
  await expect(access(layout.folder)).rejects.toMatchObject({ code: 'ENOENT' });
  await put(layout, 'one');
  expect(await readFile(join(layout.folder, 'oci-layout'), 'utf8')).toBe('{"imageLayoutVersion":"1.0.0"}');
});

test('what was committed is there when the folder is opened again', async () => {
  const layout = await open();
  await put(layout, 'one');
  await put(layout, 'two');
  expect((await open()).index()).toEqual(layout.index());
});

test('changes that arrive during a write share the next one', async () => {
  const layout = await open();
  await Promise.all(['one', 'two', 'three', 'four'].map((name) => put(layout, name)));
  expect(layout.index().tags.size).toBe(4);
  expect(commits).toBeLessThan(4);
});

test('a manifest that is no longer listed is deleted from the disk', async () => {
  const layout = await open();
  await put(layout, 'one');
  const digest = digestOf(text('one'));
  await layout.commit({ apply: (draft) => removeManifest(draft, digest) });
  await expect(access(layout.blobPath(digest))).rejects.toMatchObject({ code: 'ENOENT' });
  expect(layout.index().tags.size).toBe(0);
});

test('a change that cannot be prepared fails alone', async () => {
  const layout = await open();
  const fails = layout.commit({
    prepare: async () => {
      throw new Error('no space');
    },
    apply: (draft) => draft.tags.clear(),
  });
  await Promise.all([expect(fails).rejects.toThrow('no space'), put(layout, 'one')]);
  expect([...layout.index().tags.keys()]).toEqual(['one']);
});
