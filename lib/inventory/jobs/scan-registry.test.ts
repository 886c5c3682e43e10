import { expect, test } from 'vitest';
import { scanInTest } from '#e2e/fakes/scan-in-test';
import { RegistryError } from '#lib/registry/registry-error';
import { scanRegistry } from './scan-registry.ts';

const host = 'registry.example';
const job = { kind: 'scan-registry', host } as const;
const { signal } = new AbortController();
const listRepositories = async () => ({ names: ['team/app', 'Not A Name'] });

test('every repository of a list is scanned, and only the whole list says which are gone', async () => {
  const { context, calls, jobs } = scanInTest({ listRepositories });
  await scanRegistry(context, job, signal);
  expect(jobs).toEqual([{ kind: 'scan-repository', host, repository: 'team/app' }]);
  expect(calls.map((call) => call.split(' ')[0])).toEqual([
    ...['beginRepositories', 'putRepositories', 'finishRepositories'],
  ]);
});

test('a list that is only to tell which are new and which are gone has nothing else scanned', async () => {
  const { context, calls, jobs } = scanInTest({ listRepositories });
  await scanRegistry(context, { ...job, isListOnly: true }, signal);
  expect(jobs).toEqual([]);
  expect(calls).toContain(`finishRepositories ${host}`);
});

test('a list that breaks off ends without anything being gone', async () => {
  const failing = async () => {
    throw new RegistryError('unavailable', host, 'away');
  };
  const { context, calls } = scanInTest({ listRepositories: failing });
  await expect(scanRegistry(context, job, signal)).rejects.toThrow('away');
  expect(calls.some((call) => call.startsWith('finishRepositories'))).toBe(false);
});
