import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { teamInTest, teamOrigin } from '#e2e/fakes/team-in-test';
import { auditEvent } from '#e2e/suites/describe-audit-log';
import { auditLogSchema, auditVerdictSchema } from '#lib/api/contract/admin-contract';
import { sessionListSchema } from '#lib/api/contract/session-contract';
import { handler } from '#lib/server/http/handler';
import type { Persistence } from '#lib/server/plans/open-persistence';
import { openPersistence } from '#lib/server/plans/open-persistence';
import { plansState } from '#lib/server/plans/process-state';
import { answerAuditLog, answerVerifyAuditLog } from './audit-log.ts';
import type { RouteHandler } from './route-call.ts';
import { answerEndSession, answerSessions } from './sessions.ts';

let folder = '';
let persistence: Persistence;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-audit-'));
  persistence = await openPersistence(folder);
  plansState.persistence = persistence;
  testServices();
});
afterEach(async () => {
  plansState.persistence = undefined;
  await persistence.close();
  await rm(folder, { recursive: true, force: true });
});

const write = (...targets: readonly string[]) =>
  persistence.auditLog.append(targets.map((target) => auditEvent(target)));
const page = async (query = '') =>
  auditLogSchema.parse(await (await callRoute(answerAuditLog, `/api/audit-log${query}`)).json());
const targetsOf = ({ rows }: { readonly rows: readonly { readonly target: string }[] }) =>
  rows.map(({ target }) => target).join('');

test('pages follow each other from the newest row, whatever is written meanwhile', async () => {
  await write('a', 'b', 'c');
  const first = await page('?n=2');
  expect(first).toMatchObject({ covers: 'all', total: { count: 3, isMore: false }, next: '2' });
  await write('d');
  const second = await page(`?n=2&last=${first.next}`);
  expect([targetsOf(first), targetsOf(second), second.next, second.total]).toEqual([
    'cb',
    'a',
    undefined,
    undefined,
  ]);
});

test('a filter narrows rows and their number', async () => {
  await persistence.auditLog.append([auditEvent('a'), { ...auditEvent('b'), result: 'failed:timeout' }]);
  expect(await page('?outcome=failed&person=AD&repository=localhost:5000/acme&verb=untag')).toMatchObject({
    rows: [{ target: 'b' }],
    total: { count: 1 },
  });
});

test.each(['?outcome=', '?person=%00', '?from=yesterday', '?n=0', '?last=x', '?format=xml', '?actor=ada'])(
  'a question that is none is refused: %s',
  async (query) => {
    expect(await getProblem(answerAuditLog, `/api/audit-log${query}`)).toMatchObject({
      code: 'request-invalid',
    });
  },
);

test('the chain is verified when somebody asks, and the list of changes hears of it', async () => {
  await write('a', 'b');
  const verdict = async () =>
    auditVerdictSchema.parse(await (await callRoute(answerVerifyAuditLog, '/api/audit-log/verify')).json());
  expect(await verdict()).toMatchObject({ isWhole: true, rows: 2 });
  const path = join(folder, 'audit.jsonl');
  await writeFile(path, (await readFile(path, 'utf8')).replace('"target":"a"', '"target":"x"'));
  expect(await verdict()).toMatchObject({ isWhole: false, line: 1 });
  expect(persistence.auditCheck.broken()).toMatchObject({ line: 1 });
});

test('who is no admin sees what they have asked for, and an end of a session says whose it was', async () => {
  const team = teamInTest();
  const ada = await team.signIn('ada');
  await team.signIn('bob');
  const ask = (answer: RouteHandler, path: string, cookie: string, method = 'GET') => {
    const headers = { cookie, 'x-orrery-request': '1', accept: 'application/json' };
    return handler('test', answer)(new Request(teamOrigin + path, { method, headers }));
  };
  const read = async (cookie: string, query = '') =>
    auditLogSchema.parse(await (await ask(answerAuditLog, `/api/audit-log${query}`, cookie)).json());
  const listed = await ask(answerSessions, '/api/sessions', ada);
  const { sessions } = sessionListSchema.parse(await listed.json());
  const other = sessions.find(({ name }) => name === 'bob');
  expect(other?.rights).toEqual([{ role: 'editor', repositories: ['a.io/team/**'] }]);
  await ask(answerEndSession, `/api/sessions/${other?.id}`, ada, 'DELETE');
  await write('by a script');
  const all = await read(ada);
  expect(all.covers).toBe('all');
  expect(all.rows).toMatchObject([
    { actor: 'ada' },
    { actor: 'ada@acme.example', action: 'session', verb: 'end', target: 'bob@acme.example', result: 'done' },
    { actor: 'ada@acme.example', result: 'started' },
  ]);
  const again = await team.signIn('bob');
  expect(await read(again)).toMatchObject({ covers: 'own', rows: [], total: { count: 0 } });
  // Another's id is no parameter, and no text of a filter reaches beyond one's own rows.
  expect((await read(again, '?person=ada')).rows).toEqual([]);
  expect((await ask(answerAuditLog, `/api/audit-log?owner=${all.rows[1]?.owner}`, again)).status).toBe(400);
  expect(await (await ask(answerAuditLog, '/api/audit-log?format=json', again)).json()).toEqual({ rows: [] });
  expect((await ask(answerVerifyAuditLog, '/api/audit-log/verify', again)).status).toBe(403);
});
