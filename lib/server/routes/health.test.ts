import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import { issuer, teamInTest, teamOrigin } from '#e2e/fakes/team-in-test';
import { healthSchema } from '#lib/api/contract/admin-contract';
import { Secret } from '#lib/registry/auth/credential';
import { handler } from '#lib/server/http/handler';
import type { Persistence } from '#lib/server/plans/open-persistence';
import { openPersistence } from '#lib/server/plans/open-persistence';
import { plansState } from '#lib/server/plans/process-state';
import { answerHealth } from './health.ts';

let folder = '';
let persistence: Persistence;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-health-'));
  persistence = await openPersistence(folder);
  plansState.persistence = persistence;
});
afterEach(async () => {
  plansState.persistence = undefined;
  await persistence.close();
  await rm(folder, { recursive: true, force: true });
});

test('one person reads the version, the last check of the audit log, and the settings', async () => {
  testServices({ dataDir: '/data' });
  const read = async () =>
    healthSchema.parse(await (await callRoute(answerHealth, '/api/admin/health')).json());
  const before = await read();
  expect([before.audit, before.database, before.provider]).toEqual([undefined, undefined, undefined]);
  expect(before.settings).toContainEqual({ name: 'data folder', value: '/data' });
  await persistence.auditCheck.run();
  expect((await read()).audit).toMatchObject({ isWhole: true, rows: 0 });
});

test('an admin of a team reads what answers and what does not, and no secret', async () => {
  const team = teamInTest({ databaseUrl: new Secret('postgres://orrery:word@db.example/orrery') });
  const [ada, bob] = [await team.signIn('ada'), await team.signIn('bob')];
  const replica = { id: 'r-1', startedAt: 0, seenAt: 1_000, isAlive: true, isOwn: true };
  plansState.persistence = { ...persistence, describe: async () => ({ schema: 2, replicas: [replica] }) };
  const ask = (cookie: string) =>
    handler(
      'test',
      answerHealth,
    )(new Request(`${teamOrigin}/api/admin/health`, { headers: { cookie, accept: 'application/json' } }));
  expect((await ask(bob)).status).toBe(403);
  const text = await (await ask(ada)).text();
  const health = healthSchema.parse(JSON.parse(text));
  expect(health.database).toMatchObject({
    isAnswering: true,
    schema: 2,
    replicas: [{ id: 'r-1', seenAt: '1970-01-01T00:00:01.000Z' }],
  });
  expect(health.provider).toMatchObject({ isAnswering: true, issuer });
  expect(health.settings).toContainEqual({ name: 'role', value: 'platform is admin in all repositories' });
  expect(text).not.toMatch(/word@|s3cret|first key/);
  team.provider = 'down';
  plansState.persistence = {
    ...persistence,
    describe: () => Promise.reject(new Error('The database is away.')),
  };
  const broken = healthSchema.parse(await (await ask(ada)).json());
  expect([broken.provider?.isAnswering, broken.database?.isAnswering]).toEqual([false, false]);
  expect(broken.database).toMatchObject({ replicas: [] });
});
