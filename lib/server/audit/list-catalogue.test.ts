import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import type { NamesPage } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { auditRunLimits } from './limits.ts';
import { listCatalogue } from './list-catalogue.ts';

type Pages = Readonly<Record<string, NamesPage | RegistryError>>;

/** The names of a catalogue with these pages, and what was said of them. */
async function list(pages: Pages) {
  const pageOf = async ({ next = '' }: { next?: string } = {}) => {
    const page = pages[next];
    if (page === undefined || page instanceof RegistryError) throw page ?? new Error('no page');
    return page;
  };
  const client = createFakeClient(createFakeStore(), { listRepositories: pageOf });
  const limits: string[] = [];
  const told = { limit: (reason: string) => limits.push(reason), signal: new AbortController().signal };
  const names = [];
  for await (const page of listCatalogue(client, told)) names.push(...page);
  return { names, limits };
}

const down = new RegistryError('unavailable', 'fake.test', 'It answered 503.');

test('all pages, each name once', async () => {
  const pages = { '': { names: ['a', 'b', 'a'], next: 'b' }, b: { names: ['b', 'c'] } };
  expect(await list(pages)).toEqual({ names: ['a', 'b', 'c'], limits: [] });
});

test('a failure behind the first page cuts the list and is said', async () => {
  const { names, limits } = await list({ '': { names: ['a'], next: 'b' }, b: down });
  expect(names).toEqual(['a']);
  expect(limits).toEqual(['The list of repositories is incomplete: It answered 503.']);
});

test('without a first page there is no list', async () => {
  await expect(list({ '': down })).rejects.toBe(down);
});

test('a list that never ends ends', async () => {
  const { limits } = await list({ '': { names: ['a'], next: 'b' }, b: { names: ['b'], next: 'b' } });
  expect(limits).toEqual(['The list of repositories is incomplete: it never ends.']);
});

test('what lies beyond the bound is said', async () => {
  const names = Array.from({ length: auditRunLimits.repositoriesMax + 1 }, (_, at) => `r${at}`);
  const found = await list({ '': { names } });
  expect(found.names).toHaveLength(auditRunLimits.repositoriesMax);
  expect(found.limits).toEqual(['Only the first 2,000 repositories were looked at.']);
});
