import { expect, test } from 'vitest';
import { anybody, fakeCaller, fakeParts, makeTestPlan, runToEnd } from '#e2e/fakes/fake-changes';
import { limits } from '#lib/server/platform/limits';
import { createChanges } from './changes.ts';

test('a plan that was not begun is dropped', async () => {
  const changes = createChanges(fakeParts().parts);
  const { id } = await makeTestPlan(changes);
  await changes.cancel(anybody, id);
  await expect(changes.find(anybody, id)).rejects.toEqual(expect.objectContaining({ name: 'ProblemError' }));
});

test('a plan belongs to the session that made it; those of nobody are everybody’s', async () => {
  const changes = createChanges(fakeParts().parts);
  const ada = fakeCaller('ada');
  const mine = await makeTestPlan(changes, ada);
  const nobodys = await makeTestPlan(changes);
  const unknown = expect.objectContaining({ problem: expect.objectContaining({ status: 404 }) });
  await expect(changes.find(fakeCaller('bob'), mine.id)).rejects.toEqual(unknown);
  await expect(changes.find(anybody, mine.id)).rejects.toEqual(unknown);
  await expect(changes.run(fakeCaller('bob'), mine.id, undefined)).rejects.toEqual(unknown);
  await expect(changes.cancel(fakeCaller('bob'), mine.id)).rejects.toEqual(unknown);
  expect((await changes.recent(ada)).map(({ id }) => id)).toEqual([nobodys.id, mine.id]);
  expect((await changes.recent(anybody)).map(({ id }) => id)).toEqual([nobodys.id]);
});

test('plans are made so many times a minute, by each session', async () => {
  const changes = createChanges(fakeParts().parts);
  for (let i = 0; i < limits.changesMax; i++) await makeTestPlan(changes);
  await expect(makeTestPlan(changes)).rejects.toMatchObject({
    problem: { code: 'too-many-changes', status: 429, retryAfterSeconds: expect.any(Number) },
  });
  await expect(makeTestPlan(changes, fakeCaller('ada'))).resolves.toBeDefined();
});

test('read-only makes no plan and runs none, and says so in the audit log', async () => {
  const { parts, rows } = fakeParts({ isReadOnly: true });
  const refused = { problem: { code: 'read-only', status: 403 } };
  await expect(makeTestPlan(createChanges(parts))).rejects.toMatchObject(refused);
  const { id } = await makeTestPlan(createChanges({ ...parts, isReadOnly: () => false }));
  await expect(runToEnd(createChanges(parts), id)).rejects.toMatchObject(refused);
  expect(rows.map(({ result }) => result)).toEqual(['refused:read-only', 'refused:read-only']);
});
