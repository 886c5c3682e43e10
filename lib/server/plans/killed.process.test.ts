import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runEventSchema } from '#lib/api/contract/plan-contract';
import { verifyAudit } from '#lib/server/plans/audit/verify-audit';
import { openJournal } from '#lib/server/plans/journal/open-journal';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-run-killed-'));
  await mkdir(join(folder, 'content'));
  for (let i = 0; i < 100; i++) await writeFile(join(folder, 'content', `s${i}`), '');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('whenever the process is killed the journal knows what it has done, and running again finishes', async () => {
  for (const count of [1, 20, 45]) {
    expect((await runUntil(count)).at(-1)?.type).toBe('step');
    await checkRecords();
  }
  expect((await runUntil(Number.POSITIVE_INFINITY)).at(-1)).toMatchObject({
    type: 'end',
    state: 'done',
    done: 100,
  });
  expect(await readdir(join(folder, 'content'))).toEqual([]);
  expect(await verifyAudit(folder)).toMatchObject({ isWhole: true });
});

/** What is done in the journal is done, and at most the step that was under way is done without it. */
async function checkRecords(): Promise<void> {
  // A look at a copy, since the next process is to find what this one left.
  const copy = await mkdtemp(join(tmpdir(), 'orrery-records-'));
  for (const name of ['journal.db', 'journal.db-wal']) await copyFile(join(folder, name), join(copy, name));
  const journal = openJournal(join(copy, 'journal.db'), () => 0);
  const record = (await journal.find('plan-1'))?.record;
  await journal.close();
  await rm(copy, { recursive: true });
  expect(record).toMatchObject({
    state: 'failed',
    reason: 'Orrery stopped during the run. Run it again to resume.',
  });
  const done = Object.keys(record?.steps ?? {}).filter((id) => record?.steps[id]?.state === 'done');
  const left = await readdir(join(folder, 'content'));
  expect(done.filter((id) => left.includes(id))).toEqual([]);
  expect(100 - left.length - done.length).toBeLessThanOrEqual(1);
}

/** Kills the child after it has told of so many steps. */
async function runUntil(count: number) {
  const script = join(import.meta.dirname, '../../../e2e/faults/run-until-killed.ts');
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const events = [];
  for await (const line of createInterface({ input: child.stdout })) {
    events.push(runEventSchema.parse(JSON.parse(line)));
    if (events.length === count) child.kill('SIGKILL');
  }
  await exited;
  return events;
}
