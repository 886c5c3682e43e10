import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { answerWith, bodyOf } from '#e2e/fakes/fake-fetch';
import { fakePlan } from '#e2e/fakes/fake-plan';
import { cancelPlan, createPlan, getRecord } from '#lib/api/changes/plan-calls';
import { planRecordQuery, recentPlansQuery } from '#lib/api/changes/plan-queries';
import { streamRun } from '#lib/api/changes/stream-run';
import type { RunEventDocument } from '#lib/api/contract/plan-contract';

const step: RunEventDocument = { type: 'step', id: 's0', state: 'done' };
const end: RunEventDocument = {
  type: 'end',
  state: 'done',
  done: 1,
  skipped: 0,
  failed: 0,
  left: 0,
  bytes: 0,
  milliseconds: 1,
};
const lines = (...events: readonly RunEventDocument[]) => events.map((event) => `${JSON.stringify(event)}\n`);

async function all(events: AsyncGenerator<readonly RunEventDocument[]>) {
  const told: RunEventDocument[] = [];
  for await (const batch of events) told.push(...batch);
  return told;
}

test('a run is the list of what happens in it', async () => {
  const asked = answerWith(() => new Response(bodyOf(lines(step, end))));
  expect(await all(streamRun('p', { confirm: 'app:1.0' }))).toEqual([step, end]);
  expect(asked[0]).toMatchObject({
    path: '/api/plans/p/run',
    init: { method: 'POST', body: '{"confirm":"app:1.0"}', headers: { accept: 'application/x-ndjson' } },
  });
});

test.for(['end', 'break'] as const)('a run that is cut off before its end is an error: %s', async (then) => {
  answerWith(() => new Response(bodyOf(lines(step), then)));
  await expect(all(streamRun('p'))).rejects.toMatchObject({ problem: { code: 'disconnected' } });
});

test('a plan comes back as the server made it, without what only the server needs', async () => {
  const plan = fakePlan('p', 1);
  const asked = answerWith(() => Response.json(plan, { status: 201 }));
  const made = await createPlan({ action: 'delete', ref: 'localhost:5000/acme/app:1.0', scope: 'tag' });
  expect(made).toMatchObject({ id: 'p', title: plan.title });
  expect(made.steps[0]).not.toHaveProperty('tag');
  expect(asked[0]).toMatchObject({ path: '/api/plans', init: { method: 'POST' } });
});

test('a record is read by its id', async () => {
  const record = { plan: fakePlan('p', 1), state: 'done', steps: { s0: { state: 'done' } } };
  const asked = answerWith(() => Response.json(record));
  expect((await getRecord('p')).state).toBe('done');
  expect((await new QueryClient().fetchQuery(planRecordQuery('p'))).steps).toEqual(record.steps);
  expect(asked[0]?.path).toMatch(/^\/api\/plans\/p\b/);
});

test('the list of plans is read', async () => {
  const { id, action, title, created } = fakePlan('p', 1);
  answerWith(() => Response.json({ plans: [{ id, action, title, created, state: 'planned' }] }));
  expect((await new QueryClient().fetchQuery(recentPlansQuery)).plans).toHaveLength(1);
});

test('a plan is cancelled by DELETE', async () => {
  const asked = answerWith(() => new Response(null, { status: 204 }));
  await cancelPlan('p');
  expect(asked[0]).toMatchObject({ init: { method: 'DELETE' } });
});
