import { expect, test } from 'vitest';
import { fakePlan } from '#e2e/fakes/fake-plan';
import type { AuditLogEvent } from '#lib/server/plans/audit/audit-row';
import { problemError } from '#lib/server/platform/problem-error';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import { auditRefusal, changedRepositories, runEvent, stepEvent } from './audit-events.ts';

const plan = fakePlan('p', 2);
const [step] = plan.steps;
const actor = { requestId: 'r', owner: 'person-1', users: new Map([['localhost:5000', 'ada']]) };

test('the row of a step names who does what to which digest, and how it went', () => {
  if (step === undefined) return expect.unreachable();
  expect(stepEvent(plan, step, { state: 'failed', code: 'refused' }, actor)).toMatchObject({
    ...{
      requestId: 'r',
      owner: 'person-1',
      actor: 'ada',
      registry: 'localhost:5000',
      repository: 'acme/app',
      plan: 'p',
    },
    ...{ verb: step.verb, target: step.target, result: 'failed:refused' },
  });
});

test('a step that is pending has no row', () => {
  if (step === undefined) return expect.unreachable();
  expect(stepEvent(plan, step, { state: 'pending' }, actor)).toBeUndefined();
});

test('somebody whom the registry does not know is anonymous', () => {
  const row = runEvent(plan, { state: 'done' }, { requestId: 'r', users: new Map() });
  expect(row).toMatchObject({ actor: 'anonymous', verb: 'run', target: plan.title, result: 'done' });
});

test('the repositories of a plan are those of its steps', () => {
  expect(changedRepositories(plan)).toEqual(
    plan.steps.map(() => ({ registry: 'localhost:5000', repository: 'acme/app' })),
  );
});

test('a refusal is recorded, and holds when it cannot be recorded', async () => {
  const rows: AuditLogEvent[] = [];
  const refusal = problemError('read-only', 'Orrery is read-only.');
  const user = { name: 'Ada', email: 'ada@acme.example', rights: [], authenticatedAt: 0, endsAt: 0 };
  const session = { credentials: createCredentialStore(), owner: 'person-1', user };
  const refused = { action: 'delete', caller: { requestId: 'r', session } };
  const audit = { append: async (events: readonly AuditLogEvent[]) => void rows.push(...events) };
  expect(await auditRefusal({ audit }, refusal, refused)).toBe(refusal);
  expect(rows).toMatchObject([
    {
      verb: 'plan',
      action: 'delete',
      result: 'refused:read-only',
      owner: 'person-1',
      actor: 'ada@acme.example',
    },
  ]);
  const broken = { append: () => Promise.reject(new Error('The disk is full.')) };
  expect(await auditRefusal({ audit: broken }, refusal, refused)).toBe(refusal);
});
