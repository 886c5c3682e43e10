import { execFileSync } from 'node:child_process';
import { link, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { callRoute, getGraph, getProblem, testServices } from '#e2e/fakes/call-route';
import type { RawEntry } from '#e2e/fakes/raw-tar';
import { rawTar } from '#e2e/fakes/raw-tar';
import { artifactManifest, digestOf } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';
import { limits } from '#lib/server/platform/limits';
import { answerManifest } from '#lib/server/routes/manifest';
import { answerRepositories, answerTags } from '#lib/server/routes/repositories';

const image = JSON.stringify(artifactManifest());
const descriptor = { mediaType: mediaTypes.ociManifest, digest: digestOf(image), size: image.length };
const blobOf = (content: string): RawEntry => ({
  name: `blobs/${digestOf(content).replace(':', '/')}`,
  content,
});
let home = '';
let dataDir = '';

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'orrery local-'));
  dataDir = await mkdtemp(join(tmpdir(), 'orrery-data-'));
  testServices({ dataDir });
  return async () => {
    await rm(home, { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  };
});

test('a folder opens by its path, also one with a space in it, and nothing is written there', async () => {
  for (const { name, content = '' } of layoutOf('1.0')) {
    await mkdir(join(home, 'app', name, '..'), { recursive: true });
    await writeFile(join(home, 'app', name), content);
  }
  const before = (await readdir(home, { recursive: true })).sort();
  const graph = await getGraph(`oci:${home}/app:1.0`);
  expect(graph.root).toBe(descriptor.digest);
  const tags = await callRoute(answerTags, `/api/tags?ref=${encodeURIComponent(`oci:${home}/app`)}`);
  expect(await tags.json()).toMatchObject({ names: ['1.0'] });
  expect((await readdir(home, { recursive: true })).sort()).toEqual(before);
});

test('an archive opens by its path, and again when it has changed', async () => {
  await writeFile(join(home, 'app.tar'), rawTar(layoutOf('1.0')));
  const tags = async () =>
    (await callRoute(answerTags, `/api/tags?ref=${encodeURIComponent(`oci:${home}/app.tar`)}`)).json();
  expect(await tags()).toMatchObject({ names: ['1.0'] });
  await writeFile(join(home, 'app.tar'), rawTar(layoutOf('registry.example/acme/app:2.0-and-longer')));
  expect(await tags()).toMatchObject({ names: ['2.0-and-longer'] });
  expect(await readdir(home)).toEqual(['app.tar']);
});

test('only the archives that were asked for last stay unpacked', async () => {
  for (let at = 0; at < limits.localLayoutsMax + 3; at++) {
    await writeFile(join(home, `app${at}.tar`), rawTar(layoutOf('1.0')));
    const ref = encodeURIComponent(`oci:${home}/app${at}.tar:1.0`);
    expect(await (await callRoute(answerManifest, `/api/manifest?ref=${ref}`)).text()).toBe(image);
  }
  await expect
    .poll(async () => (await readdir(join(dataDir, 'unpacked'))).length)
    .toBe(limits.localLayoutsMax);
});

test('a path that is no layout is a problem with a sentence', async () => {
  await mkdir(join(home, 'empty'));
  await writeFile(join(home, 'notes.txt'), 'notes');
  await writeFile(join(home, 'evil.tar'), rawTar([{ name: '/etc/evil', content: 'x' }]));
  const problemOf = (name: string) =>
    getProblem(answerManifest, `/api/manifest?ref=${encodeURIComponent(`oci:${home}/${name}:1.0`)}`);
  expect(await problemOf('empty')).toMatchObject({ status: 422, code: 'layout-invalid' });
  expect(await problemOf('notes.txt')).toMatchObject({ status: 422, code: 'layout-invalid' });
  expect(await problemOf('evil.tar')).toMatchObject({ status: 422, code: 'layout-invalid' });
  expect(await problemOf('absent')).toMatchObject({
    status: 404,
    code: 'not-found',
    hint: expect.stringContaining('Check the path'),
  });
  expect(await readFile(join(home, 'notes.txt'), 'utf8')).toBe('notes');
  expect(await readdir(join(dataDir, 'unpacked'))).toEqual([]);
});

test('an archive may be named by a link, but has no second name and is no pipe', async () => {
  const problemOf = (name: string) =>
    getProblem(answerManifest, `/api/manifest?ref=${encodeURIComponent(`oci:${home}/${name}:1.0`)}`);
  await writeFile(join(home, 'app.tar'), rawTar(layoutOf('1.0')));
  await symlink(join(home, 'app.tar'), join(home, 'latest.tar'));
  const ref = encodeURIComponent(`oci:${home}/latest.tar:1.0`);
  expect(await (await callRoute(answerManifest, `/api/manifest?ref=${ref}`)).text()).toBe(image);
  await link(join(home, 'app.tar'), join(home, 'second.tar'));
  expect(await problemOf('second.tar')).toMatchObject({
    status: 422,
    detail: expect.stringContaining('hard link'),
  });
  execFileSync('mkfifo', [join(home, 'pipe.tar')]);
  expect((await problemOf('pipe.tar')).status).toBeGreaterThanOrEqual(400);
});

test('what lies in a folder is not listed', async () => {
  const path = `/api/repositories?host=${encodeURIComponent(`oci:${home}`)}`;
  expect(await getProblem(answerRepositories, path)).toMatchObject({ code: 'unsupported' });
});

function layoutOf(name: string): readonly RawEntry[] {
  const annotations = { 'org.opencontainers.image.ref.name': name };
  const index = { schemaVersion: 2, manifests: [{ ...descriptor, annotations }] };
  return [
    { name: 'oci-layout', content: '{"imageLayoutVersion":"1.0.0"}' },
    { name: 'index.json', content: JSON.stringify(index) },
    ...[image, '{}'].map(blobOf),
  ];
}
