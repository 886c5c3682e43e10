import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { auditEvent } from '#e2e/suites/describe-audit-log';
import { limits } from '#lib/server/platform/limits';
import { firstHash, nextRow } from './audit-row.ts';
import { auditTableName, lastRow, openAuditTable } from './audit-table.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-audit-table-'));
  vi.useFakeTimers();
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

const row = nextRow({ row: 0, hash: firstHash }, '2026-01-02T03:04:05.678Z', auditEvent('a'));
const second = nextRow(row, '2026-01-02T03:04:05.678Z', auditEvent('b'));

/** Looks at the file as another process does. */
function look<T>(work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(folder, auditTableName));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

test('rows come into the table a moment later, together, and at once when somebody asks', () => {
  const table = openAuditTable(folder);
  table.add([{ row, bytes: 1 }]);
  table.add([{ row: second, bytes: 2 }]);
  expect(look(lastRow).row).toBe(0);
  vi.advanceTimersByTime(limits.auditTableWaitMs);
  expect(look(lastRow).row).toBe(2);
  const third = nextRow(second, '2026-01-02T03:04:05.678Z', auditEvent('c'));
  table.add([{ row: third, bytes: 3 }]);
  expect(table.count({}, 10)).toBe(3);
  table.close();
});

test('nothing is lost when the table is closed', () => {
  const table = openAuditTable(folder);
  table.add([{ row, bytes: 1 }]);
  table.close();
  expect(look(lastRow).row).toBe(1);
});

test('who adds the next rows meets what kept the last ones from their table', () => {
  const table = openAuditTable(folder);
  table.add([{ row, bytes: 1 }]);
  expect(() => table.catchUp()).not.toThrow();
  look((database) => database.exec('ALTER TABLE audit RENAME TO moved'));
  vi.advanceTimersByTime(limits.auditTableWaitMs);
  expect(() => table.catchUp()).toThrow('no such table');
  look((database) => database.exec('ALTER TABLE moved RENAME TO audit'));
  table.catchUp();
  expect(table.count({}, 10)).toBe(1);
  table.close();
});
