import { expect, test } from 'vitest';
import { giveEachTestAnotherReplica, textOf } from '#e2e/fakes/other-replica';
import { sampleArchive } from '#e2e/fakes/sample-archive';
import { giveEachTestAFolder, upload } from '#e2e/fakes/upload-to-folder';
import { answerFromUpload, openOwnUpload, referencesOf, removeOwnUpload } from './held-uploads.ts';
import { findUpload } from './uploads-folder.ts';

giveEachTestAFolder();
const replica = giveEachTestAnotherReplica();

test('the file of an upload at another replica is streamed from there, to its owner alone', async () => {
  const { id, digest, size } = await upload('bytes of a file');
  replica.holdsAll();
  const file = await openOwnUpload(id, 'ada');
  expect(file).toMatchObject({ digest, size });
  expect(await textOf(file?.open())).toBe('bytes of a file');
  expect(await openOwnUpload(id, 'eve')).toBeUndefined();
  await expect(referencesOf(id, 'eve')).rejects.toMatchObject({ problem: { code: 'not-found' } });
});

test('an uploaded archive at another replica opens like a registry', async () => {
  const { id, references } = await upload(new Uint8Array(await sampleArchive()), 'name=app.tar');
  replica.holdsAll();
  expect(await referencesOf(id, 'ada')).toEqual(references);
  const ask = (path: string, headers = {}) =>
    answerFromUpload(id, 'ada', new Request(`http://any.invalid/v2/acme/app/${path}`, { headers }));
  const tags = await ask('tags/list?n=10');
  expect(JSON.parse(await textOf(tags.body))).toMatchObject({ tags: ['1.0'] });
  const manifest = await ask('manifests/1.0', { accept: '*/*' });
  const digest = manifest.headers.get('docker-content-digest') ?? '';
  expect(digest).toMatch(/^sha256:/);
  const config = /"digest":"([^"]+)"/.exec(await textOf(manifest.body))?.[1];
  const part = await ask(`blobs/${config}`, { range: 'bytes=0-1' });
  expect([part.status, (await textOf(part.body)).length]).toEqual([206, 2]);
  expect((await ask('manifests/none')).status).toBe(404);
});

test('what another replica says is wrong with an upload is the problem here', async () => {
  const { id } = await upload('no archive');
  replica.holdsAll();
  await expect(referencesOf(id, 'ada')).rejects.toMatchObject({ problem: { code: 'layout-invalid' } });
});

test('an upload at another replica is removed there', async () => {
  const { id } = await upload('bytes');
  replica.holdsAll();
  await removeOwnUpload(id, 'eve');
  expect(await findUpload(id)).toMatchObject({ id });
  await removeOwnUpload(id, 'ada');
  expect([await findUpload(id), replica.removed]).toEqual([undefined, [id]]);
  expect(await openOwnUpload(id, 'ada')).toBeUndefined();
});

test('an upload whose replica has ended is gone, and is forgotten when it is removed', async () => {
  const id = '01234567-89ab-cdef-0123-456789abcdef';
  replica.holdsAll({ kind: 'gone' });
  await expect(openOwnUpload(id, 'ada')).rejects.toMatchObject({
    problem: { code: 'replica-gone', status: 410, hint: 'Upload the file again.' },
  });
  await removeOwnUpload(id, 'ada');
  expect(replica.removed).toEqual([id]);
});
