import { expect, test } from 'vitest';
import { fakePlan } from '#e2e/fakes/fake-plan';
import { ProblemError } from '#lib/api/problems/problem-error';
import { parsePattern } from '#lib/roles/repository-pattern';
import { rightsOf } from '#lib/roles/rights';
import type { UserRole } from '#lib/roles/role';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import type { Session } from '#lib/server/sessions/session';
import type { PlanRequest } from '#lib/transfer/plan-request';
import { assertMayPlan, assertMayRun } from './may-plan.ts';

const now = 1_800_000_000_000;
const minuteMs = 60_000;

function sessionOf(role: UserRole, signedInMinutesAgo = 0): Session {
  const team = parsePattern('a.io/team/**');
  const rules = [
    { group: 'team', role, repositories: team === undefined ? [] : [team] },
    { group: 'team', role: 'viewer' },
  ] as const;
  const user = {
    name: 'ada',
    email: undefined,
    rights: rightsOf(['team'], rules),
    authenticatedAt: now - signedInMinutesAgo * minuteMs,
    endsAt: now + minuteMs,
  };
  return { credentials: createCredentialStore(), owner: 'ada', user };
}

function codeOf(act: () => void): string | undefined {
  try {
    act();
  } catch (error) {
    return error instanceof ProblemError ? error.problem.code : 'internal';
  }
  return undefined;
}

const copy: PlanRequest = { action: 'copy', from: 'b.io/app:1', to: 'a.io/team/app:1' };
const remove: PlanRequest = { action: 'delete', scope: 'graph', ref: 'a.io/team/app:1' };

test.each([
  ['viewer', copy, 'role-missing'],
  ['editor', copy, undefined],
  ['editor', { ...copy, to: 'a.io/other/app' }, 'role-missing'],
  ['editor', { ...copy, action: 'move' }, 'role-missing'],
  ['deleter', { ...copy, action: 'move' }, 'role-missing'],
  ['deleter', { action: 'move', from: 'a.io/team/app:1', to: 'a.io/team/old:1' }, undefined],
  ['editor', { action: 'tag', ref: 'a.io/team/app:1', tags: ['2'] }, undefined],
  ['viewer', { action: 'attach', mode: 'push', to: 'a.io/team/app' }, 'role-missing'],
  ['editor', { action: 'attach', mode: 'attach-files', subject: 'a.io/team/app:1' }, undefined],
  [
    'editor',
    { action: 'attach', mode: 'set-subject', artifact: 'a.io/other/sbom:1', subject: 'a.io/team/app:1' },
    'role-missing',
  ],
  ['editor', { action: 'import', source: 'upload', upload: 'x', to: 'a.io/team/app' }, 'role-missing'],
  ['editor', remove, 'role-missing'],
  ['deleter', remove, undefined],
  ['deleter', { ...remove, ref: 'b.io/app:1' }, 'role-missing'],
] as const)('%s plans %j: %s', (role, request, code) => {
  expect(codeOf(() => assertMayPlan(sessionOf(role), request))).toBe(code);
});

test.each([
  ['deleter', 'delete', 29, undefined],
  ['deleter', 'delete', 31, 'sign-in-too-old'],
  ['deleter', 'move', 31, 'sign-in-too-old'],
  ['deleter', 'copy', 31, undefined],
  ['editor', 'delete', 0, 'role-missing'],
  ['viewer', 'tag', 0, 'role-missing'],
] as const)('%s runs a plan to %s, signed in %i minutes ago: %s', (role, action, minutes, code) => {
  const plan = fakePlan('p', 1, { action });
  expect(codeOf(() => assertMayRun(sessionOf(role, minutes), plan, now))).toBe(code);
});

test('on one’s own machine everything is allowed', () => {
  const own: Session = { credentials: createCredentialStore(), owner: '' };
  expect(codeOf(() => assertMayPlan(own, remove))).toBeUndefined();
  expect(codeOf(() => assertMayRun(own, fakePlan('p', 1), now))).toBeUndefined();
});
