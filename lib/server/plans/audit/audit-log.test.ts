import {
  appendFileSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditEvent, describeAuditLog } from '#e2e/suites/describe-audit-log';
import { openAuditLog } from './audit-log.ts';
import { parseAuditRow } from './audit-row.ts';
import { verifyAudit } from './verify-audit.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-audit-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const path = () => join(folder, 'audit.jsonl');
const lines = () => readFileSync(path(), 'utf8').split('\n').slice(0, -1);

describeAuditLog('in a file', async () => ({
  open: async () => openAuditLog(folder),
  rows: async () => lines().flatMap((line) => parseAuditRow(line) ?? []),
  remove: async () => {},
}));

async function write(...targets: readonly string[]): Promise<void> {
  const log = openAuditLog(folder);
  for (const target of targets) await log.append([auditEvent(target)]);
  await log.close();
}

test('nobody else on the machine can read it', async () => {
  await write('a');
  for (const name of ['audit.jsonl', 'audit.db'])
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});

test('a part of a row, written when the power failed, is cut off at the next start', async () => {
  await write('a');
  appendFileSync(path(), '{"row":2,"ti');
  await write('b');
  expect(await verifyAudit(folder)).toEqual({ isWhole: true, rows: 2 });
});

test('rows that come while others are written share one sync, and are all refused when it fails', async () => {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  let syncs = 0;
  const log = openAuditLog(folder, undefined, async () => {
    syncs += 1;
    begun.resolve();
    await ended.promise;
    if (syncs === 2) throw Object.assign(new Error('fdatasync'), { code: 'EIO' });
  });
  const first = log.append([auditEvent('a')]);
  await begun.promise;
  const rest = Promise.allSettled(['b', 'c'].map((target) => log.append([auditEvent(target)])));
  ended.resolve();
  await first;
  const refused = { status: 'rejected', reason: { code: 'EIO' } };
  expect(await rest).toMatchObject([refused, refused]);
  expect(syncs).toBe(2);
  await log.append([auditEvent('d')]);
  await log.close();
  expect(lines().map((line) => parseAuditRow(line)?.target)).toEqual(['a', 'd']);
  expect(await verifyAudit(folder)).toEqual({ isWhole: true, rows: 2 });
});

const losses: Readonly<Record<string, () => void>> = {
  'the folder was removed': () => rmSync(folder, { recursive: true }),
  'audit.jsonl was deleted': () => rmSync(path()),
  'audit.db was deleted': () => rmSync(join(folder, 'audit.db')),
  'audit.jsonl was replaced': () => {
    writeFileSync(join(folder, 'new'), readFileSync(path()));
    renameSync(join(folder, 'new'), path());
  },
  'audit.jsonl was emptied': () => truncateSync(path()),
  'something else wrote to audit.jsonl': () => appendFileSync(path(), 'a line\n'),
};

test.for(Object.entries(losses))('nothing more is written after %s', async ([, lose]) => {
  const log = openAuditLog(folder);
  await log.append([auditEvent('a')]);
  lose();
  for (const target of ['b', 'c'])
    await expect(log.append([auditEvent(target)])).rejects.toMatchObject({ code: 'record-lost' });
  await log.close();
});
