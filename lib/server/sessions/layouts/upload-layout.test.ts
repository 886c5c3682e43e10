import { readdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { callRoute, getGraph, getProblem } from '#e2e/fakes/call-route';
import { rawTar } from '#e2e/fakes/raw-tar';
import { sampleArchive } from '#e2e/fakes/sample-archive';
import { giveEachTestAFolder, upload } from '#e2e/fakes/upload-to-folder';
import { answerManifest } from '#lib/server/routes/manifest';
import { answerRepositories, answerTags } from '#lib/server/routes/repositories';
import { openUploadLayouts, uploadPaths } from './uploads-folder.ts';

giveEachTestAFolder();

describe('an uploaded archive of a layout', () => {
  test.each([
    ['tar', (bytes: Buffer) => bytes],
    ['tar.gz', (bytes: Buffer) => gzipSync(bytes)],
  ])('opens like a registry: %s', async (_, pack) => {
    const { id, references } = await upload(new Uint8Array(pack(await sampleArchive())), 'name=app.tar');
    const [first = '', second = ''] = references;
    expect(first).toBe(`oci:upload/${id}/acme/app:1.0`);
    expect(second).toMatch(new RegExp(`^oci:upload/${id}/acme/app@sha256:`));
    expect(references).toHaveLength(2);
    const graph = await getGraph(first);
    expect([...graph.nodes.values()].map(({ kind }) => kind)).toContain('artifact');
    expect(graph.edges.size).toBe(1);
    const host = `/api/repositories?host=oci:upload/${id}`;
    expect(await (await callRoute(answerRepositories, host)).json()).toMatchObject({ names: ['acme/app'] });
  });

  test('is found again by a process that did not unpack it', async () => {
    const { id } = await upload(new Uint8Array(await sampleArchive()));
    openUploadLayouts.clear();
    const tags = await callRoute(answerTags, `/api/tags?ref=oci:upload/${id}/acme/app`);
    expect(await tags.json()).toMatchObject({ names: ['1.0'] });
  });

  test('that is gone says what to do', async () => {
    const ref = 'oci:upload/01234567-89ab-cdef-0123-456789abcdef/acme/app:1.0';
    expect(await getProblem(answerManifest, `/api/manifest?ref=${ref}`)).toMatchObject({
      status: 404,
      code: 'not-found',
      hint: 'The upload is gone; upload it again.',
    });
  });

  test('that is hostile is a file like any other, and says why when it is opened', async () => {
    const archive = rawTar([{ name: '../evil', content: 'x' }]);
    const { id, references } = await upload(new Uint8Array(archive), 'name=evil.tar');
    expect(references).toEqual([]);
    expect((await readdir(uploadPaths(id).home)).sort()).toEqual(['about.json', 'content']);
    const problem = await getProblem(answerManifest, `/api/manifest?ref=oci:upload/${id}/archive:1`);
    expect(problem).toMatchObject({ status: 422, code: 'layout-invalid' });
    expect(problem.detail).toContain('../evil');
  });
});
