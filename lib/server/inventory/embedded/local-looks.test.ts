import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { machineInTest, person, signedInTo } from '#e2e/fakes/embedded-inventory';

const minuteMs = 60_000;
const host = 'registry.example';
const signedIn = signedInTo(host);
let machine: ReturnType<typeof machineInTest>;
beforeEach(() => {
  machine = machineInTest();
});
afterEach(() => machine.end());

test('once an hour it looks at what is due, and ends when that is done', async () => {
  const { calls, pass } = machine;
  const inventory = machine.start();
  await inventory.start({ host }, person);
  const { look } = await inventory.describe({ host });
  expect((look?.nextAt ?? 0) - Date.now()).toBe(60 * minuteMs);
  await pass(62);
  expect(calls.slice(2)).toEqual(['close', 'open', 'look', 'close']);
  await pass(60);
  expect(calls.slice(6)).toEqual(['open', 'look', 'close']);
});

test('the next start looks again soon when the last look is long ago, and never where nobody asked', async () => {
  const { calls, dataDir, pass } = machine;
  const first = machine.start();
  await first.start({ host }, person);
  await first.close();
  await pass(300);
  calls.length = 0;
  const second = machine.start();
  await pass(4);
  expect(calls).toEqual(['open', 'look', 'close']);
  rmSync(join(dataDir, 'inventory'), { recursive: true });
  const unasked = machine.start();
  await second.close();
  calls.length = 0;
  await pass(600);
  expect(calls).toEqual([]);
  expect(await unasked.describe({ host })).not.toHaveProperty('look');
});

test('a registry that was scanned with a password waits for it after the next start', async () => {
  const { calls, pass } = machine;
  const first = machine.start();
  await first.start({ host }, signedIn);
  await pass(62);
  expect(calls).toContain('look');
  expect(calls).not.toContain(`pause "${host}"`);
  await first.close();
  calls.length = 0;
  const next = machine.start();
  await pass(62);
  expect(calls).toEqual(['open', `pause "${host}"`, 'look', 'close']);
  expect((await next.describe({ host })).known?.pause?.reason).toContain('Sign in there');
  await next.start({ host }, signedIn);
  expect(calls.slice(-2)).toEqual([`resume "${host}"`, `start {"host":"${host}"}`]);
});
