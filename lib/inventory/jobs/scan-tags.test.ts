import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/inventory-records';
import { scanInTest } from '#e2e/fakes/scan-in-test';
import { parseDigest } from '#lib/oci/digest';
import type { NamesPage } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { scanTags } from './scan-tags.ts';

const host = 'registry.example';
const job = { kind: 'scan-repository', host, repository: 'team/app' } as const;
const { signal } = new AbortController();
const made = `sha256-${'a'.repeat(64)}`;

function pages(...list: readonly NamesPage[]) {
  return {
    listTags: async (_: string, { next }: { readonly next?: string } = {}) =>
      list[next === undefined ? 0 : Number(next)] ?? { names: [] },
    resolveManifest: async (_: string, tag: string) => ({
      digest: digestOf(tag),
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      size: 1,
    }),
  };
}

test('every page is written, and only the whole list says which tags are gone', async () => {
  const { context, calls, jobs } = scanInTest(
    pages({ names: ['1', `${made}.sig`, made], next: '1' }, { names: ['2', '2'] }),
  );
  await scanTags(context, job, signal);
  expect(calls.map((call) => call.split(' ')[0])).toEqual(['beginTags', 'putTags', 'putTags', 'finishTags']);
  expect(jobs).toEqual(
    ['1', '2'].map((tag) => ({
      kind: 'scan-subject',
      host,
      repository: 'team/app',
      digest: digestOf(tag),
    })),
  );
});

test('who asks for a scan has each image looked at for them, once for all its tags', async () => {
  const { context, jobs } = scanInTest(pages({ names: ['1', '1'] }));
  await scanTags(context, { ...job, isAgain: true }, signal);
  expect(jobs).toEqual([{ ...job, kind: 'scan-subject', digest: digestOf('1'), isAgain: true }]);
});

test('what only a tag made from its digest names is looked at when nothing else comes by it', async () => {
  const test = scanInTest(pages({ names: [`${made}.sig`, `sha256-${'b'.repeat(64)}.att`] }));
  const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
  test.unreached = [digest];
  await scanTags(test.context, job, signal);
  expect(test.jobs).toEqual([{ ...job, kind: 'scan-subject', digest, isBeside: true }]);
});

test.for([
  ['is cut', [{ names: ['1'], cut: 'the next page leads elsewhere.' }]],
  [
    'never ends',
    [
      { names: ['1'], next: '1' },
      { names: ['2'], next: '1' },
    ],
  ],
] as const)('a list that %s ends without anything being gone', async ([, list]) => {
  const { context, calls } = scanInTest(pages(...list));
  await expect(scanTags(context, job, signal)).rejects.toThrow('The list of tags of team/app');
  expect(calls.some((call) => call.startsWith('putTags'))).toBe(true);
  expect(calls.some((call) => call.startsWith('finishTags'))).toBe(false);
});

test('a repository without tags has lost them all where its registry has listed it; another one is not judged', async () => {
  const listTags = async () => {
    throw new RegistryError('not-found', host, 'No such repository.');
  };
  for (const listedAs of ['there', 'gone'] as const) {
    const listed = scanInTest({ listTags });
    listed.listedAs = listedAs;
    await scanTags(listed.context, job, signal);
    expect(listed.calls.map((call) => call.split(' ')[0])).toEqual(['beginTags', 'putTags', 'finishTags']);
  }
  const hidden = scanInTest({ listTags });
  await expect(scanTags(hidden.context, job, signal)).rejects.toThrow('No such repository.');
  expect(hidden.calls.some((call) => call.startsWith('finishTags'))).toBe(false);
});

test('a scan that was cut off goes on behind its last page', async () => {
  const { context, calls } = scanInTest(pages({ names: ['1'], next: '1' }, { names: ['2'] }));
  const store = { ...context.store, beginTags: async () => ({ after: '1' }) };
  await scanTags({ ...context, store }, job, signal);
  expect(calls.filter((call) => call.startsWith('putTags'))).toHaveLength(1);
});

test('a tag that cannot be resolved stays as it was known; a registry that fails ends the list', async () => {
  const broken = (code: 'not-found' | 'unavailable') => ({
    ...pages({ names: ['1'] }),
    resolveManifest: async () => {
      throw new RegistryError(code, host, 'No.');
    },
  });
  const absent = scanInTest(broken('not-found'));
  await scanTags(absent.context, job, signal);
  expect(absent.calls[1]).toContain('"entries":[{"name":"1"}]');
  const failing = scanInTest(broken('unavailable'));
  await expect(scanTags(failing.context, job, signal)).rejects.toThrow('No.');
});
