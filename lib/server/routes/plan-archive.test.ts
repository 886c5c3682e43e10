import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { callRoute, getProblem } from '#e2e/fakes/call-route';
import { fakeCaller, fakeParts, makeTestPlan, runToEnd } from '#e2e/fakes/fake-changes';
import { fakeArchiveStep } from '#e2e/fakes/fake-plan';
import { dataFolder, giveEachTestAFolder, uploadRequest } from '#e2e/fakes/upload-to-folder';
import { uploadSchema } from '#lib/api/contract/plan-contract';
import { createChanges } from '#lib/server/plans/changes';
import { plansState } from '#lib/server/plans/process-state';
import { answerPlanArchive } from './plan-archive.ts';
import { answerUpload } from './uploads.ts';

giveEachTestAFolder();
afterEach(() => {
  plansState.changes = undefined;
});

function serveChanges() {
  const changes = createChanges(fakeParts().parts);
  plansState.changes = changes;
  return changes;
}

test('what a plan archived is a download of announced length', async () => {
  const { id } = await makeTestPlan(serveChanges());
  const path = `/api/plans/${id}/archive`;
  expect(await getProblem(answerPlanArchive, path)).toMatchObject({ code: 'not-found' });
  await mkdir(join(dataFolder(), 'archives'));
  await writeFile(join(dataFolder(), 'archives', `${id}.tar`), 'archived');
  const response = await callRoute(answerPlanArchive, path);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/x-tar',
    'orrery-length': '8',
    'content-disposition': expect.stringMatching(/^attachment/),
  });
  expect(await response.text()).toBe('archived');
});

test('an archive that was removed is not there any more', async () => {
  const changes = createChanges(fakeParts({ plan: { steps: [fakeArchiveStep] } }).parts);
  plansState.changes = changes;
  const { id } = await makeTestPlan(changes);
  const problem = () => getProblem(answerPlanArchive, `/api/plans/${id}/archive`);
  expect(await problem()).toMatchObject({ detail: 'This plan has written no archive.' });
  await runToEnd(changes, id);
  expect(await problem()).toMatchObject({
    status: 404,
    detail: 'The archive of this plan is not there any more.',
  });
});

test('what a plan archived is kept as an upload, for its session alone', async () => {
  const bytes = 'archived';
  const changes = serveChanges();
  const { id } = await makeTestPlan(changes);
  const path = `/api/uploads?name=again.tar&plan=${id}`;
  expect(await getProblem(answerUpload, path, uploadRequest(''))).toMatchObject({ code: 'not-found' });
  await mkdir(join(dataFolder(), 'archives'));
  await writeFile(join(dataFolder(), 'archives', `${id}.tar`), bytes);
  const response = await callRoute(answerUpload, path, uploadRequest(''));
  expect(response.status).toBe(201);
  const upload = uploadSchema.parse(await response.json());
  expect(upload).toMatchObject({ name: 'again.tar', size: bytes.length });
  expect(await readFile(join(dataFolder(), 'uploads', upload.id, 'content'), 'utf8')).toBe(bytes);
  const others = await makeTestPlan(changes, fakeCaller('ada'));
  await writeFile(join(dataFolder(), 'archives', `${others.id}.tar`), bytes);
  expect(
    await getProblem(answerUpload, `/api/uploads?name=x&plan=${others.id}`, uploadRequest('')),
  ).toMatchObject({
    code: 'not-found',
  });
});
