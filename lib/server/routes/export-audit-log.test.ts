import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditEvent } from '#e2e/suites/describe-audit-log';
import { auditLogSchema } from '#lib/api/contract/admin-contract';
import type { AuditLog } from '#lib/server/plans/audit/audit-log';
import { openAuditLog } from '#lib/server/plans/audit/audit-log';
import { hashRow } from '#lib/server/plans/audit/audit-row';
import { exportAuditLog } from './export-audit-log.ts';

let folder = '';
let log: AuditLog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-audit-'));
  log = openAuditLog(folder);
});
afterEach(async () => {
  await log.close();
  await rm(folder, { recursive: true, force: true });
});

test('a file of JSON has rows whose hashes can be made again', async () => {
  await log.append([auditEvent('a'), auditEvent('b')]);
  const response = await exportAuditLog(log, {}, 'json');
  expect(response.headers.get('content-disposition')).toContain('filename="audit-log.json"');
  const { rows } = auditLogSchema.parse({ covers: 'all', ...(await response.json()) });
  const [newest, oldest] = rows;
  if (newest === undefined || oldest === undefined) return expect.unreachable();
  expect([newest.target, newest.hash]).toEqual(['b', hashRow(oldest.hash, newest)]);
  expect(await (await exportAuditLog(log, { verb: 'none' }, 'json')).json()).toEqual({ rows: [] });
});

test('a file for a spreadsheet has all rows of many pages, and no formula', async () => {
  await log.append(Array.from({ length: 2_001 }, (_, at) => auditEvent(`=${at}`)));
  const response = await exportAuditLog(log, {}, 'csv');
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  const [head, ...lines] = (await response.text()).trimEnd().split('\r\n');
  expect(head).toBe(
    'row,time,actor,registry,repository,action,verb,target,digests,plan,result,requestId,owner,hash',
  );
  expect(lines.map((line) => line.split(',')[7])).toEqual(
    Array.from({ length: 2_001 }, (_, at) => `'=${2_000 - at}`),
  );
});

test('rows are read as they are taken, and a log that cannot be read breaks the file off', async () => {
  await log.append(Array.from({ length: 1_000 }, (_, at) => auditEvent(`${at}`)));
  let reads = 0;
  const failing: AuditLog = {
    ...log,
    find: async (filter, part) => {
      reads += 1;
      if (reads > 1) throw new Error('The database is away.');
      return await log.find(filter, part);
    },
  };
  const response = await exportAuditLog(failing, {}, 'json');
  expect(reads).toBe(0);
  await expect(response.text()).rejects.toThrow('away');
});

test('more rows than a file may have are refused before it begins', async () => {
  const full: AuditLog = { ...log, count: async (_, max) => max };
  await expect(exportAuditLog(full, {}, 'csv')).rejects.toMatchObject({
    problem: { code: 'request-invalid', detail: expect.stringMatching(/1,000,000 rows.*until=/) },
  });
});
