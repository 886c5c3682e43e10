import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import type { FakeChangesOptions } from '#e2e/fakes/fake-changes';
import { fakeParts } from '#e2e/fakes/fake-changes';
import { auditEvent } from '#e2e/suites/describe-audit-log';
import {
  planListSchema,
  planRecordSchema,
  planSchema,
  runEventSchema,
} from '#lib/api/contract/plan-contract';
import { openAuditLog } from '#lib/server/plans/audit/audit-log';
import { createChanges } from '#lib/server/plans/changes';
import { openPersistence } from '#lib/server/plans/open-persistence';
import { plansState } from '#lib/server/plans/process-state';
import { answerCancelPlan, answerPlan } from './plan.ts';
import { answerPlanArchive } from './plan-archive.ts';
import { answerRunPlan } from './plan-run.ts';
import { answerMakePlan, answerRecentPlans } from './plans.ts';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'orrery-plans-'));
  testServices({ dataDir });
});
afterEach(async () => {
  plansState.changes = undefined;
  plansState.persistence = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

const ours = { origin: 'http://localhost:4400', 'content-type': 'application/json' };
const post = (body: unknown) => ({ method: 'POST', headers: ours, body: JSON.stringify(body) });
const request = { action: 'delete', ref: 'localhost:5000/acme/app:1.0', scope: 'tag' };

function serveChanges(options: FakeChangesOptions = {}) {
  const { parts, rows } = fakeParts(options);
  plansState.changes = createChanges(parts);
  return rows;
}

async function makePlan() {
  const response = await callRoute(answerMakePlan, '/api/plans', post(request));
  expect(response.status).toBe(201);
  return planSchema.parse(await response.json());
}

async function runToEnd(id: string, body: unknown = {}) {
  const response = await callRoute(answerRunPlan, `/api/plans/${id}/run`, post(body));
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = (await response.text()).trimEnd().split('\n');
  return lines.map((line) => runEventSchema.parse(JSON.parse(line)));
}

test('a plan is made, run and kept as a record', async () => {
  serveChanges({ plan: { confirm: 'app:1.0' } });
  const { id, confirm } = await makePlan();
  const events = await runToEnd(id, { confirm });
  expect(events.at(-1)).toMatchObject({ type: 'end', state: 'done', done: 2 });
  const record = planRecordSchema.parse(await (await callRoute(answerPlan, `/api/plans/${id}`)).json());
  expect(record).toMatchObject({ state: 'done', plan: { id }, steps: { s0: { state: 'done' } } });
  const list = planListSchema.parse(await (await callRoute(answerRecentPlans, '/api/plans')).json());
  expect(list.plans).toMatchObject([{ id, state: 'done', action: 'delete' }]);
});

test('the list of plans says that the audit log was altered, and where', async () => {
  serveChanges();
  const listed = async () =>
    planListSchema.parse(await (await callRoute(answerRecentPlans, '/api/plans')).json()).auditBreak;
  expect(await listed()).toBeUndefined();
  const log = openAuditLog(dataDir);
  for (const target of ['a', 'b']) await log.append([auditEvent(target)]);
  await log.close();
  const path = join(dataDir, 'audit.jsonl');
  await writeFile(path, (await readFile(path, 'utf8')).replace('"target":"a"', '"target":"x"'));
  const persistence = await openPersistence(dataDir);
  plansState.persistence = persistence;
  expect(await listed()).toBeUndefined();
  await persistence.auditCheck.run();
  expect(await listed()).toMatchObject({ line: 1, reason: expect.stringMatching('altered') });
  await persistence.close();
});

test('a record can be kept as a file, with all that the plan needs to be run', async () => {
  serveChanges();
  const { id } = await makePlan();
  const response = await callRoute(answerPlan, `/api/plans/${id}?download=1`);
  expect(response.headers.get('content-disposition')).toContain(
    `attachment; filename="orrery-delete-${id}.json"`,
  );
  expect((await response.json()).plan.steps[0]).toMatchObject({ verb: 'untag', tag: 's0' });
});

test('the rows of the audit log name the request that began the run', async () => {
  const rows = serveChanges();
  const { id } = await makePlan();
  const response = await callRoute(answerRunPlan, `/api/plans/${id}/run`, post({}));
  await response.text();
  expect(rows[0]?.requestId).toBe(response.headers.get('x-request-id'));
});

test('a browser that closes in the middle loses nothing', async () => {
  const gate = Promise.withResolvers<void>();
  serveChanges({ work: () => gate.promise });
  const { id } = await makePlan();
  const left = await callRoute(answerRunPlan, `/api/plans/${id}/run`, post({}));
  await left.body?.cancel();
  gate.resolve();
  expect((await runToEnd(id)).at(-1)).toMatchObject({ state: 'done', done: 2 });
});

test('a plan is cancelled by taking it back', async () => {
  serveChanges();
  const { id } = await makePlan();
  const init = { method: 'DELETE', headers: { 'x-orrery-request': '1' } };
  expect((await callRoute(answerCancelPlan, `/api/plans/${id}`, init)).status).toBe(204);
  expect(await getProblem(answerPlan, `/api/plans/${id}`)).toMatchObject({ status: 404 });
});

test.for(['no', '..%2F..%2Fjournal', '', 'a b'])('there is no plan %j', async (id) => {
  serveChanges();
  for (const [answer, path] of [
    [answerPlan, `/api/plans/${id}`],
    [answerPlanArchive, `/api/plans/${id}/archive`],
  ] as const)
    expect(await getProblem(answer, path)).toMatchObject({ code: 'not-found', status: 404 });
});

test.for([{}, { action: 'burn' }, { ...request, scope: 'all' }, { ...request, force: true }, 'delete'])(
  'a request that is none is refused: %j',
  async (body) => {
    serveChanges();
    expect(await getProblem(answerMakePlan, '/api/plans', post(body))).toMatchObject({
      code: 'request-invalid',
    });
  },
);

const foreign = [
  ['no origin at all', {}],
  ['another site', { origin: 'http://evil.example' }],
  ['a sandboxed page', { origin: 'null' }],
  ['another port of this machine', { origin: 'http://localhost:9999' }],
  ['another site that claims to be a script', { origin: 'http://evil.example', 'x-orrery-request': '1' }],
] as const;

test.for(foreign)('a change from %s is refused', async ([, headers]) => {
  const rows = serveChanges();
  const { id } = await makePlan();
  const refused = { code: 'origin-refused', status: 403 };
  const body = JSON.stringify(request);
  const asPost = { method: 'POST', headers, body };
  expect(await getProblem(answerMakePlan, '/api/plans', asPost)).toMatchObject(refused);
  expect(await getProblem(answerRunPlan, `/api/plans/${id}/run`, asPost)).toMatchObject(refused);
  const asDelete = { method: 'DELETE', headers };
  expect(await getProblem(answerCancelPlan, `/api/plans/${id}`, asDelete)).toMatchObject(refused);
  expect(rows).toEqual([]);
  expect((await callRoute(answerPlan, `/api/plans/${id}`)).status).toBe(200);
});
