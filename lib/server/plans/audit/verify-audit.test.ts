import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditEvent } from '#e2e/suites/describe-audit-log';
import { openAuditLog } from './audit-log.ts';
import { verifyAudit } from './verify-audit.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-audit-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const path = () => join(folder, 'audit.jsonl');
const lines = () => readFileSync(path(), 'utf8').split('\n').slice(0, -1);

async function write(...targets: readonly string[]): Promise<void> {
  const log = openAuditLog(folder);
  for (const target of targets) await log.append([auditEvent(target)]);
  await log.close();
}

test('a log that was written in several sittings is whole', async () => {
  await write('a', 'b');
  await write('c');
  expect(await verifyAudit(folder)).toEqual({ isWhole: true, rows: 3 });
});

test('an altered row is found', async () => {
  await write('a', 'b', 'c');
  writeFileSync(path(), readFileSync(path(), 'utf8').replace('"target":"b"', '"target":"x"'));
  expect(await verifyAudit(folder)).toMatchObject({ isWhole: false, line: 2 });
});

test('a removed row is found', async () => {
  await write('a', 'b', 'c');
  writeFileSync(path(), `${[lines()[0], lines()[2]].join('\n')}\n`);
  expect(await verifyAudit(folder)).toMatchObject({ isWhole: false, line: 2 });
});

test('rows that were cut off at the end are found, also after more was written', async () => {
  await write('a', 'b', 'c');
  writeFileSync(path(), `${lines()[0]}\n`);
  expect(await verifyAudit(folder)).toMatchObject({
    isWhole: false,
    line: 2,
    reason: expect.stringMatching('2 rows'),
  });
  await write('d');
  expect(await verifyAudit(folder)).toMatchObject({ isWhole: false, line: 2 });
});
