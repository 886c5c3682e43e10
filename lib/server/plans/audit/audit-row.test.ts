import { expect, test } from 'vitest';
import { auditEvent } from '#e2e/suites/describe-audit-log';
import { firstHash, hashRow, nextRow, parseAuditRow } from './audit-row.ts';

const time = '2026-01-02T03:04:05.678Z';

test('a row has the number after the one before, and the hash that ties it to that one', () => {
  const first = nextRow({ row: 0, hash: firstHash }, time, auditEvent('a'));
  const second = nextRow(first, time, auditEvent('b'));
  expect(second).toEqual({ ...auditEvent('b'), row: 2, time, hash: hashRow(first.hash, second) });
  expect(second.hash).not.toBe(nextRow({ ...first, hash: firstHash }, time, auditEvent('b')).hash);
});

test('a hash does not depend on the order of the names, and on every value', () => {
  const row = nextRow({ row: 0, hash: firstHash }, time, auditEvent('a'));
  const reversed = Object.fromEntries(Object.entries(row).toReversed());
  expect(hashRow(firstHash, { ...row, ...reversed })).toBe(row.hash);
  for (const name of Object.keys(auditEvent('a')))
    expect(hashRow(firstHash, { ...row, [name]: 'other' }), name).not.toBe(row.hash);
});

test('a line comes back as its row, and what is none is told apart', () => {
  const row = nextRow({ row: 0, hash: firstHash }, time, auditEvent('\0 \ud800 "'));
  expect(parseAuditRow(JSON.stringify(row))).toEqual(row);
  for (const line of ['', '{', 'null', '7', '{"row":"1","hash":"x"}', '{"row":1}'])
    expect(parseAuditRow(line)).toBeUndefined();
});
