import { expect, test } from 'vitest';
import { digestOf, evidence } from '#e2e/fakes/inventory-records';
import { emptyQuestions } from './empty-questions.ts';
import { listHits } from './list-hits.ts';
import type { InventoryQuestions } from './open-inventory-questions.ts';
import { formatSearchCursor, searchStart } from './search-cursor.ts';

const scope = { reach: undefined };
const answer = { artifacts: 9, unknown: 2, without: 0, asOf: '2026-01-31T00:00:00.000Z' };
const place = (tag: string, content = tag) => ({
  ...{ reference: `a.example/app:${tag}`, tags: [tag], digest: digestOf(content) },
});
const asking = (questions: Partial<InventoryQuestions>): InventoryQuestions => ({
  ...emptyQuestions,
  ...questions,
});

test('the pages of a search are read to their end, and an artifact with two versions of a package is one hit', async () => {
  const next = formatSearchCursor(searchStart);
  const row = (version: string, ...tags: readonly string[]) => ({
    ...({ kind: 'package', name: 'log4j-core', version } as const),
    references: tags.map((tag) => place(tag)),
  });
  const found = await listHits(
    asking({
      search: async (_, { from, below, text }) => {
        expect([below, text]).toEqual(['2.17', 'log4j-core']);
        const rows = from === undefined ? [row('2.14', '1', '2')] : [row('2.16', '2', '3')];
        const notCompared = [{ name: 'log4j-core', type: 'deb', version: '2' }];
        return { ...answer, rows, ...(from === undefined ? { next, notCompared } : { notCompared: [] }) };
      },
    }),
    scope,
    { about: 'search', q: 'log4j-core', kind: 'package', below: '2.17' },
  );
  expect(found.hits.map(({ key }) => key)).toEqual(
    ['1', '2', '3'].map((tag) => `a.example/app@${digestOf(tag)}`),
  );
  expect(found).toMatchObject({ isWhole: true, unknown: 2, notCompared: 1, asOf: answer.asOf });
});

test('more hits than are remembered, or pages without end, are said not to be all', async () => {
  const rows = [
    { kind: 'repository', name: 'a.example/b', references: [{ reference: 'a.example/b', tags: [] }] },
    { kind: 'repository', name: 'a.example/c', references: [{ reference: 'a.example/c', tags: [] }] },
  ] as const;
  const next = formatSearchCursor(searchStart);
  const asked = { about: 'search', q: 'a', kind: 'repository' } as const;
  const endless = asking({ search: async () => ({ ...answer, rows, notCompared: [], next }) });
  expect(await listHits(endless, scope, asked)).toMatchObject({
    isWhole: false,
    hits: [{ key: 'a.example/b' }, { key: 'a.example/c' }],
  });
  const two = asking({ search: async () => ({ ...answer, rows, notCompared: [] }) });
  expect(await listHits(two, scope, asked, 1)).toMatchObject({
    isWhole: false,
    hits: [{ key: 'a.example/b' }],
  });
});

test('what is unknown now is named, because it may be what it was before', async () => {
  const row = (tag: string) => ({
    ...({ kind: 'image', platforms: [], isWhole: true } as const),
    ...{ evidence: evidence({}), ...place(tag) },
  });
  const found = await listHits(
    asking({
      coverage: async (_, { state, after }) => {
        if (state === 'unknown') return { rows: [row('3')] };
        return after === undefined ? { rows: [row('1')], next: '1.1' } : { rows: [row('2')] };
      },
    }),
    scope,
    { about: 'coverage', lacks: 'signature' },
  );
  expect(found.hits.map(({ reference }) => reference)).toEqual(['a.example/app:1', 'a.example/app:2']);
  expect([...found.unsure]).toEqual([`a.example/app@${digestOf('3')}`]);
});

test('each change is a hit of its own', async () => {
  const change = (at: string) => ({
    ...({ what: 'signature', before: 'present', after: 'none', ...place('1') } as const),
    at,
  });
  const rows = [change('2026-01-02T00:00:00.000Z'), change('2026-01-01T00:00:00.000Z')];
  const changes = asking({ changes: async () => ({ ...answer, rows, more: true }) });
  const found = await listHits(changes, scope, { about: 'changes', what: 'unsigned' });
  expect(found).toMatchObject({ isWhole: false, hits: [{ at: rows[0]?.at }, { at: rows[1]?.at }] });
});
