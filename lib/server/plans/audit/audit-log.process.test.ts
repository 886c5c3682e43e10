import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditEvent } from '#e2e/suites/describe-audit-log';
import { openAuditLog } from './audit-log.ts';
import { verifyAudit } from './verify-audit.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-audit-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('whenever the process is killed, every row that was confirmed is there and the chain is whole', async () => {
  let confirmed = 0;
  for (const count of [1, 3, 10, 40]) {
    confirmed += await appendUntilKilled(count);
    const log = openAuditLog(folder);
    await log.append([auditEvent('between')]);
    await log.close();
    expect(await verifyAudit(folder)).toMatchObject({ isWhole: true });
    const lines = readFileSync(join(folder, 'audit.jsonl'), 'utf8').split('\n').slice(0, -1);
    const written = lines.filter((line) => JSON.parse(line).target === 'killed').length;
    expect(written).toBeGreaterThanOrEqual(confirmed);
  }
});

const check = (dataDir: string) =>
  spawnSync(process.execPath, [join(import.meta.dirname, '../../check-audit.ts')], {
    encoding: 'utf8',
    // Settings of the tests are none of the command's.
    env: { ...process.env, ...withoutSettings(), ORRERY_DATA_DIR: dataDir },
  });

function withoutSettings(): Readonly<Record<string, undefined>> {
  const names = Object.keys(process.env).filter((name) => name.startsWith('ORRERY_'));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

test('the command says that a log is whole, or which line was altered', async () => {
  const log = openAuditLog(folder);
  for (const target of ['a', 'b', 'c']) await log.append([auditEvent(target)]);
  await log.close();
  expect(check(folder)).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching('whole: 3 rows'),
  });
  const path = join(folder, 'audit.jsonl');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"target":"b"', '"target":"x"'));
  expect(check(folder)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/was altered\. Line 2: This row or one before it was altered/),
  });
  rmSync(path);
  expect(check(folder)).toMatchObject({ status: 1, stderr: expect.stringMatching('3 rows are missing') });
});

/** How many rows the child has confirmed before and after it was told to die. */
async function appendUntilKilled(count: number): Promise<number> {
  const script = join(import.meta.dirname, '../../../../e2e/faults/audit-until-killed.ts');
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
