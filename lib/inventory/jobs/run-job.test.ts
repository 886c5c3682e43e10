import { expect, test } from 'vitest';
import { scanInTest } from '#e2e/fakes/scan-in-test';
import type { ScanJob } from '#lib/inventory/queue/scan-job';
import { UnsentRequest } from '#lib/registry/fetch';
import type { RegistryErrorCode } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';
import { createJobHandler } from './run-job.ts';

const host = 'registry.example';
const list: ScanJob = { kind: 'scan-registry', host };
const { signal } = new AbortController();

function failWith(code: RegistryErrorCode, retryAfterSeconds?: number) {
  return async () => {
    const options = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    throw new RegistryError(code, host, `It answered ${code}.`, options);
  };
}

test('what was done makes an earlier failure good', async () => {
  const { context, calls } = scanInTest({ listRepositories: async () => ({ names: [] }) });
  expect(await createJobHandler(context)(list, signal)).toEqual({ kind: 'done' });
  expect(calls).toContain(`removeFailure {"host":"${host}"}`);
});

test.for([
  ['rate-limited', 30, 30_000],
  ['rate-limited', 86_400, 600_000],
  ['rate-limited', undefined, 60_000],
  ['connection-refused', undefined, 300_000],
] as const)(
  'after %s (Retry-After: %s) the registry is left alone, and no try is lost',
  async ([code, seconds, afterMs]) => {
    const failing = failWith(code, seconds);
    const { context, calls } = scanInTest({ listRepositories: failing, ping: failing });
    expect(await createJobHandler(context)(list, signal)).toEqual({ kind: 'later', afterMs });
    expect(calls.filter((call) => call.startsWith('pause'))).toHaveLength(1);
    expect(calls.filter((call) => call.startsWith('putFailure'))).toEqual([]);
  },
);

test('a registry that answers is not left alone for one thing that it does not give', async () => {
  const { context, calls } = scanInTest({ listRepositories: failWith('timeout') });
  await expect(createJobHandler(context)(list, signal)).rejects.toThrow('It answered timeout.');
  expect(calls.map((call) => call.split(' ')[0])).not.toContain('pause');
  expect(calls.some((call) => call.startsWith('putFailure'))).toBe(true);
});

test('a paused registry is not asked, and as soon as it goes on it is', async () => {
  const asked: string[] = [];
  const scan = scanInTest({
    listRepositories: async () => {
      asked.push('list');
      return { names: [] };
    },
  });
  scan.known = { ...scan.known, pause: { until: '2026-01-31T00:01:00Z', reason: 'Ada paused it.' } };
  const handle = createJobHandler(scan.context);
  expect(await handle(list, signal)).toEqual({ kind: 'later', afterMs: 60_000 });
  expect(asked).toEqual([]);
  const { pause: _, ...goesOn } = scan.known;
  scan.known = goesOn;
  expect(await handle(list, signal)).toEqual({ kind: 'done' });
});

test('a refused account is not tried again, and the reason is kept', async () => {
  const { context, calls } = scanInTest({ listRepositories: failWith('forbidden') });
  const outcome = await createJobHandler(context)(list, signal);
  expect(outcome).toEqual({ kind: 'given-up', reason: 'It answered forbidden.' });
  expect(calls).toContain(
    `putFailure ${JSON.stringify({ host, reason: 'It answered forbidden.', code: 'forbidden' })}`,
  );
});

test('what may pass is tried again by the queue', async () => {
  const { context, calls, faults } = scanInTest({ listRepositories: failWith('bad-response') });
  await expect(createJobHandler(context)(list, signal)).rejects.toThrow('It answered bad-response.');
  expect(calls.some((call) => call.startsWith('putFailure'))).toBe(true);
  expect(faults).toEqual([]);
});

test('a fault of ours is told to operators and to who looks, and is not due again at once', async () => {
  const { context, calls, faults, jobs } = scanInTest({
    listTags: async () => {
      throw new TypeError('Not a function.');
    },
  });
  const store = { ...context.store, dueRepositories: async () => [{ host, name: 'team/app' }] };
  const handle = createJobHandler({ ...context, store });
  const look: ScanJob = { kind: 'scan-repository', host, repository: 'team/app' };
  await expect(handle(look, signal)).rejects.toThrow(TypeError);
  expect(faults).toHaveLength(1);
  expect(calls.filter((call) => call.startsWith('putFailure'))).toEqual([
    expect.stringContaining('Orrery failed here, and not the registry'),
  ]);
  await handle({ kind: 'sweep' }, signal);
  expect(jobs).toEqual([]);
});

test('while the database is away nothing is held against a registry, and everything stays due', async () => {
  const unsent = async () => {
    throw new UnsentRequest(new Error('The database is away.'));
  };
  const { context, calls, jobs } = scanInTest({ listTags: unsent, ping: unsent });
  const due = { host, name: 'team/app' };
  const store = { ...context.store, dueRepositories: async () => [due] };
  const handle = createJobHandler({ ...context, store });
  const look: ScanJob = { kind: 'scan-repository', host, repository: 'team/app' };
  await expect(handle(look, signal)).rejects.toThrow(UnsentRequest);
  expect(calls.filter((call) => /^(?:putFailure|pause)/.test(call))).toEqual([]);
  await handle({ kind: 'sweep' }, signal);
  expect(jobs).toEqual([look]);
});

test('what has failed is not among what is due', async () => {
  const { context, jobs } = scanInTest({ listTags: failWith('bad-response') });
  const due = [
    { host, name: 'team/app' },
    { host, name: 'team/web' },
  ];
  const store = { ...context.store, dueRepositories: async () => due };
  const handle = createJobHandler({ ...context, store });
  await handle({ kind: 'scan-repository', host, repository: 'team/app' }, signal).catch(() => undefined);
  await handle({ kind: 'sweep' }, signal);
  expect(jobs).toEqual([{ kind: 'scan-repository', host, repository: 'team/web' }]);
});
