import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAuditLog } from '#lib/server/audit/audit-log';
import type { AuditEvent } from '#lib/server/audit/audit-row';
import { verifyAudit } from '#lib/server/audit/verify-audit';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-audit-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const event = (target: string): AuditEvent => ({
  requestId: 'r',
  actor: 'ada',
  registry: 'localhost:5000',
  repository: 'acme/app',
  action: 'delete',
  verb: 'untag',
  target,
  digests: [],
  plan: 'p',
  result: 'done',
});

const path = () => join(folder, 'audit.jsonl');
const lines = () => readFileSync(path(), 'utf8').split('\n').slice(0, -1);

function write(...targets: readonly string[]): void {
  const log = openAuditLog(folder);
  for (const target of targets) log.append([event(target)]);
  log.close();
}

test('a log that was written in several sittings is one chain', async () => {
  write('a', 'b');
  write('c');
  expect(await verifyAudit(folder)).toEqual({ isWhole: true, rows: 3 });
  expect(lines().map((line) => JSON.parse(line).target)).toEqual(['a', 'b', 'c']);
});

test('nobody else on the machine can read it', () => {
  write('a');
  for (const name of ['audit.jsonl', 'audit.db'])
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
});

test('an altered row is found', async () => {
  write('a', 'b', 'c');
  writeFileSync(path(), readFileSync(path(), 'utf8').replace('"target":"b"', '"target":"x"'));
  expect(await verifyAudit(folder)).toMatchObject({ isWhole: false, line: 2 });
});

test('a removed row is found', async () => {
  write('a', 'b', 'c');
  writeFileSync(path(), `${[lines()[0], lines()[2]].join('\n')}\n`);
  expect(await verifyAudit(folder)).toMatchObject({ isWhole: false, line: 2 });
});

test('rows that were cut off at the end are found, also after more was written', async () => {
  write('a', 'b', 'c');
  writeFileSync(path(), `${lines()[0]}\n`);
  expect(await verifyAudit(folder)).toMatchObject({
    isWhole: false,
    line: 2,
    reason: expect.stringMatching('2 rows'),
  });
  write('d');
  expect(await verifyAudit(folder)).toMatchObject({ isWhole: false, line: 2 });
});

test('a part of a row, written when the power failed, is cut off at the next start', async () => {
  write('a');
  appendFileSync(path(), '{"row":2,"ti');
  write('b');
  expect(await verifyAudit(folder)).toEqual({ isWhole: true, rows: 2 });
});

test('a row that cannot be written is an error, and leaves the chain whole', async () => {
  const log = openAuditLog(folder);
  log.append([event('a')]);
  const circular: { self?: unknown } = {};
  circular.self = circular;
  expect(() => log.append([event('b'), Object.assign(event('c'), circular)])).toThrow();
  log.append([event('d')]);
  log.close();
  expect(await verifyAudit(folder)).toEqual({ isWhole: true, rows: 2 });
});

test('whenever the process is killed, every row that was confirmed is there and the chain is whole', async () => {
  let confirmed = 0;
  for (const count of [1, 3, 10, 40]) {
    confirmed += await appendUntilKilled(count);
    write('between');
    const verdict = await verifyAudit(folder);
    expect(verdict).toMatchObject({ isWhole: true });
    expect(lines().filter((line) => JSON.parse(line).target === 'killed').length).toBeGreaterThanOrEqual(
      confirmed,
    );
  }
});

/** How many rows the child has confirmed before and after it was told to die. */
async function appendUntilKilled(count: number): Promise<number> {
  const script = join(import.meta.dirname, '../../../e2e/faults/audit-until-killed.ts');
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let confirmed = 0;
  for await (const _ of createInterface({ input: child.stdout })) {
    confirmed += 1;
    if (confirmed === count) child.kill('SIGKILL');
  }
  await exited;
  return confirmed;
}
