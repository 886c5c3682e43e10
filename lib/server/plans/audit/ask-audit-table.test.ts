import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditEvent } from '#e2e/suites/describe-audit-log';
import { firstHash, nextRow } from './audit-row.ts';
import { openAuditTable } from './audit-table.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-audit-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a row comes back as it was put in, and what somebody types is neither SQL nor a pattern', () => {
  const { database, insert, find, count } = openAuditTable(folder);
  const digests = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];
  const event = { ...auditEvent("it's 100 %"), actor: "O'Neil_1", digests, owner: 'person-1' };
  const row = nextRow({ row: 0, hash: firstHash }, '2026-01-02T03:04:05.678Z', event);
  insert(row, 1);
  expect(find({ person: "o'neil_", from: '2026-01-02T04:04:05.678+01:00' }, { max: 1 })).toEqual([row]);
  for (const person of ['%', '_1%', "' OR TRUE --"]) expect(count({ person }, 1), person).toBe(0);
  database.close();
});
