import { expect, test } from 'vitest';
import { callRoute, getProblem } from '#e2e/fakes/call-route';
import { attachReport, openCleanup } from '#e2e/fakes/cleanup-in-test';
import { readNdjson } from '#lib/api/client/ndjson';
import { cleanupEventSchema, cleanupSchema } from '#lib/api/contract/cleanup-contract';
import { answerCleanup } from './cleanup.ts';

async function open() {
  const { ref, real, image } = await openCleanup(['1.0']);
  for (const day of ['2026-11-01', '2026-11-20']) await attachReport(real, image('1.0'), day);
  return `/api/cleanup?ref=${encodeURIComponent(ref)}`;
}

test('a document tells what can go and what the rules come to', async () => {
  const response = await callRoute(answerCleanup, `${await open()}&keep=stack:1`);
  const cleanup = cleanupSchema.parse(await response.json());
  expect(cleanup.lists.map(({ name, count }) => [name, count])).toContainEqual(['superseded', 1]);
  expect(cleanup.retention).toMatchObject({ goes: 1 });
});

test('lines come as they are known, and end with the lists', async () => {
  const headers = { accept: 'application/x-ndjson' };
  const { body } = await callRoute(answerCleanup, await open(), { headers });
  if (body === null) throw new Error('There is a body.');
  const types: string[] = [];
  for await (const lines of readNdjson(body))
    types.push(...lines.map((line) => cleanupEventSchema.parse(line).type));
  expect(types).toContain('artifact');
  expect(types.at(-1)).toBe('end');
});

test('a rule that nobody understands is refused', async () => {
  const problem = await getProblem(answerCleanup, `${await open()}&keep=oldest:5`);
  expect(problem).toMatchObject({
    code: 'request-invalid',
    detail: expect.stringContaining('"oldest:5" is not a rule'),
  });
});

test('a repository without a list of tags is a problem', async () => {
  await open();
  const problem = await getProblem(answerCleanup, '/api/cleanup?ref=localhost:4400/nobody');
  expect(problem.status).toBeGreaterThanOrEqual(400);
});
