import { mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { getProblem } from '#e2e/fakes/call-route';
import {
  dataFolder,
  giveEachTestAFolder,
  upload,
  uploadedFiles,
  uploadRequest,
} from '#e2e/fakes/upload-to-folder';
import { limits } from '#lib/server/platform/limits';
import { answerUpload } from '#lib/server/routes/uploads';
import { uploadPaths } from './uploads-folder.ts';

giveEachTestAFolder();

test('an uploaded file is kept for a day, and what was never finished not beyond the next', async () => {
  const { id } = await upload('old');
  const yesterday = new Date(Date.now() - limits.uploadAgeMs - 1000);
  await utimes(uploadPaths(id).about, yesterday, yesterday);
  await mkdir(join(dataFolder(), 'uploads', '01234567-89ab-cdef-0123-456789abcdef'));
  const next = await upload('new');
  expect(await uploadedFiles()).toEqual([next.id]);
});

test('an uploaded file is refused when there are too many', async () => {
  for (let i = 0; i < limits.uploadsMax; i++) await upload(`${i}`);
  expect(await getProblem(answerUpload, '/api/uploads?name=x', uploadRequest('x'))).toMatchObject({
    status: 429,
  });
});
