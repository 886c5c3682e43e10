import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { uploadSchema } from '#lib/api/contract/plan-contract';
import { limits } from '#lib/server/platform/limits';
import { answerUpload } from '#lib/server/routes/uploads';
import { uploadPaths } from './uploads-folder.ts';

let dataDir = '';

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'orrery-uploads-'));
  testServices({ dataDir });
  return () => rm(dataDir, { recursive: true, force: true });
});

const init = (body: BodyInit): RequestInit => ({
  method: 'POST',
  headers: { 'x-orrery-request': '1' },
  body,
});

async function upload(body: BodyInit, query = 'name=notes.txt') {
  const response = await callRoute(answerUpload, `/api/uploads?${query}`, init(body));
  expect(response.status).toBe(201);
  return uploadSchema.parse(await response.json());
}

const kept = () => readdir(join(dataDir, 'uploads')).catch(() => []);

test('an uploaded file is kept for a day, and what was never finished not beyond the next', async () => {
  const { id } = await upload('old');
  const yesterday = new Date(Date.now() - limits.uploadAgeMs - 1000);
  await utimes(uploadPaths(id).about, yesterday, yesterday);
  await mkdir(join(dataDir, 'uploads', '01234567-89ab-cdef-0123-456789abcdef'));
  const next = await upload('new');
  expect(await kept()).toEqual([next.id]);
});

test('an uploaded file is refused when there are too many', async () => {
  for (let i = 0; i < limits.uploadsMax; i++) await upload(`${i}`);
  expect(await getProblem(answerUpload, '/api/uploads?name=x', init('x'))).toMatchObject({ status: 429 });
});
