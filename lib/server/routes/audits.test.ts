import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { auditWith, cellOf, evidenceWith, rowWith } from '#e2e/fakes/audit-example';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import {
  auditChangesSchema,
  savedAuditSchema,
  savedAuditsSchema,
} from '#lib/api/contract/saved-audit-contract';
import type { Audit } from '#lib/audit/audit';
import {
  answerAuditChanges,
  answerDeleteAudit,
  answerSaveAudit,
  answerSavedAudit,
  answerSavedAudits,
} from './audits.ts';

beforeEach(async () => {
  testServices({ dataDir: await mkdtemp(join(tmpdir(), 'orrery-saved-')) });
});

const own = { origin: 'http://localhost:4400' };
const send = (body: unknown, headers: Record<string, string> = own) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const signedAs = (state: 'matches' | 'none', asOf: string): Audit =>
  auditWith([rowWith({ evidence: evidenceWith({ signature: cellOf({ state }) }) })], { asOf });
async function save(audit: Audit) {
  const response = await callRoute(answerSaveAudit, '/api/audits', send(audit));
  expect(response.status).toBe(201);
  const saved = savedAuditSchema.parse(await response.json());
  expect(response.headers.get('location')).toBe(`/api/audits/${saved.id}`);
  return saved;
}

test('an audit is saved, listed, opened and deleted', async () => {
  const audit = signedAs('matches', '2026-11-25T00:00:00Z');
  const { id } = await save(audit);
  const list = savedAuditsSchema.parse(await (await callRoute(answerSavedAudits, '/api/audits')).json());
  expect(list.audits.map((one) => one.id)).toEqual([id]);
  expect(await (await callRoute(answerSavedAudit, `/api/audits/${id}`)).json()).toMatchObject({ audit });
  const gone = await callRoute(answerDeleteAudit, `/api/audits/${id}`, { method: 'DELETE', headers: own });
  expect(gone.status).toBe(204);
  expect(await getProblem(answerSavedAudit, `/api/audits/${id}`)).toMatchObject({ code: 'not-found' });
});

test('the changes are those since the audit before, or since another that is named', async () => {
  const first = await save(signedAs('matches', '2026-11-24T00:00:00Z'));
  const second = await save(signedAs('none', '2026-11-25T00:00:00Z'));
  const third = await save(signedAs('none', '2026-11-26T00:00:00Z'));
  const changes = async (path: string) =>
    auditChangesSchema.parse(await (await callRoute(answerAuditChanges, path)).json());
  const last = await changes(`/api/audits/${third.id}/changes`);
  expect([last.before.id, last.changes, last.same]).toEqual([second.id, [], 1]);
  const all = await changes(`/api/audits/${third.id}/changes?since=${first.id}`);
  expect(all.changes.map(({ kind }) => kind)).toEqual(['newly-unsigned']);
  expect(await getProblem(answerAuditChanges, `/api/audits/${first.id}/changes`)).toMatchObject({
    code: 'not-found',
    detail: expect.stringContaining('No audit of localhost:5000/acme/web was saved before'),
  });
});

test('what is no audit is refused', async () => {
  const problem = (body: unknown) => getProblem(answerSaveAudit, '/api/audits', send(body));
  expect(await problem('{')).toMatchObject({ code: 'request-invalid' });
  expect(await problem({ scope: 'a' })).toMatchObject({ code: 'request-invalid' });
  expect(await problem({ ...auditWith([]), rows: [{ reference: 'a' }] })).toMatchObject({
    code: 'request-invalid',
  });
});

test('no other site saves or deletes', async () => {
  const { id } = await save(auditWith([]));
  const foreign = { origin: 'http://evil.example' };
  expect(await getProblem(answerSaveAudit, '/api/audits', send(auditWith([]), foreign))).toMatchObject({
    code: 'origin-refused',
  });
  expect(
    await getProblem(answerDeleteAudit, `/api/audits/${id}`, { method: 'DELETE', headers: foreign }),
  ).toMatchObject({ code: 'origin-refused' });
  expect((await callRoute(answerSavedAudit, `/api/audits/${id}`)).status).toBe(200);
});
