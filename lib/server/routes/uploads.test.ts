import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callRoute, getProblem } from '#e2e/fakes/call-route';
import {
  dataFolder,
  giveEachTestAFolder,
  upload,
  uploadedFiles,
  uploadRequest,
} from '#e2e/fakes/upload-to-folder';
import { openUploadedFile } from '#lib/server/sessions/layouts/uploads-folder';
import { answerDeleteUpload, answerUpload } from './uploads.ts';

giveEachTestAFolder();

test.each([
  ['', 'is missing'],
  ['name=', 'is empty'],
  ['name=a%0Ab', 'cannot be written'],
  [`name=${'x'.repeat(256)}`, '255'],
  ['name=x&digest=sha512:0', 'not a sha256 digest'],
  ['name=x&more=1', 'no parameter'],
])('an upload asked for with "%s" is refused', async (query, words) => {
  const problem = await getProblem(answerUpload, `/api/uploads?${query}`, uploadRequest('x'));
  expect(problem.code).toBe('request-invalid');
  expect(problem.detail).toContain(words);
});

test('an uploaded file is removed when asked, and only by an id that is one', async () => {
  const { id } = await upload('bytes');
  await writeFile(join(dataFolder(), 'precious'), 'x');
  for (const bad of ['..', '%2e%2e', '..%2fprecious', 'x']) {
    await callRoute(answerDeleteUpload, `/api/uploads/${bad}`, { ...uploadRequest(''), method: 'DELETE' });
  }
  expect(await readdir(dataFolder())).toEqual(expect.arrayContaining(['precious', 'uploads']));
  expect(await openUploadedFile('../precious')).toBeUndefined();
  const path = `/api/uploads/${id}`;
  expect((await callRoute(answerDeleteUpload, path, { ...uploadRequest(''), method: 'DELETE' })).status).toBe(
    204,
  );
  expect(await openUploadedFile(id)).toBeUndefined();
  expect(await uploadedFiles()).toEqual([]);
});
