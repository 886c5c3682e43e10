import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { uploadSchema } from '#lib/api/contract/plan-contract';
import { openUploadedFile } from '#lib/server/sessions/layouts/uploads-folder';
import { answerDeleteUpload, answerUpload } from './uploads.ts';

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

test.each([
  ['', 'is missing'],
  ['name=', 'is empty'],
  ['name=a%0Ab', 'cannot be written'],
  [`name=${'x'.repeat(256)}`, '255'],
  ['name=x&digest=sha512:0', 'not a sha256 digest'],
  ['name=x&more=1', 'no parameter'],
])('an upload asked for with "%s" is refused', async (query, words) => {
  const problem = await getProblem(answerUpload, `/api/uploads?${query}`, init('x'));
  expect(problem.code).toBe('request-invalid');
  expect(problem.detail).toContain(words);
});

test('an uploaded file is removed when asked, and only by an id that is one', async () => {
  const { id } = await upload('bytes');
  await writeFile(join(dataDir, 'precious'), 'x');
  for (const bad of ['..', '%2e%2e', '..%2fprecious', 'x']) {
    await callRoute(answerDeleteUpload, `/api/uploads/${bad}`, { ...init(''), method: 'DELETE' });
  }
  expect(await readdir(dataDir)).toEqual(expect.arrayContaining(['precious', 'uploads']));
  expect(await openUploadedFile('../precious')).toBeUndefined();
  const path = `/api/uploads/${id}`;
  expect((await callRoute(answerDeleteUpload, path, { ...init(''), method: 'DELETE' })).status).toBe(204);
  expect(await openUploadedFile(id)).toBeUndefined();
  expect(await kept()).toEqual([]);
});
