import { describe, expect, test } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import type { Evidence } from '#lib/graph/evidence';
import type { Summary } from '#lib/graph/summary';
import type { TagItem } from './group-tags.ts';
import type { TagColumn } from './sort-tags.ts';
import { pressTagSort, readTagSort, sortTagItems, writeTagSort } from './sort-tags.ts';
import type { TagFacts } from './tag-facts.ts';
import { countEvidence, isRead, noFacts } from './tag-facts.ts';

const signed: Evidence = { kind: 'signature', state: 'found', nodes: [digestOf(9)] };
const unsigned: Evidence = { kind: 'signature', state: 'none', asked: ['referrers-api'] };
const open: Evidence = { kind: 'signature', state: 'unknown', reason: 'the registry did not answer' };

/** Tags whose artifacts were read; a tag without a summary was not. */
function factsOf(summaries: Readonly<Record<string, Partial<Summary> | undefined>>): TagFacts {
  const names = Object.keys(summaries);
  const digest = (tag: string) => digestOf(names.indexOf(tag) + 1);
  return {
    ...noFacts,
    digests: new Map(names.map((tag) => [tag, digest(tag)])),
    summaries: new Map(
      names.flatMap((tag) => {
        const part = summaries[tag];
        if (part === undefined) return [];
        const node = nodeOf(1, { title: 'Image' });
        return [[digest(tag), { node, platforms: [], evidence: [], checks: new Map(), ...part }] as const];
      }),
    ),
    sizes: new Map([[digestOf(50), 7]]),
  };
}

const pulled = { platform: 'linux/amd64', digest: digestOf(50) };
const facts = factsOf({
  c: { created: '2026-01-03T00:00:00Z', contentSize: 10, platforms: ['linux/amd64'], evidence: [signed] },
  b: { created: '2026-01-05T00:00:00Z', pulled, platforms: ['a', 'b'], evidence: [unsigned] },
  a: { contentSize: 3, evidence: [open] },
  x: undefined,
});
const items = ['c', 'b', 'a', 'x'].map(
  (tag): TagItem => ({ type: 'artifact', tag, others: [], digestTags: [] }),
);

test.each([
  ['age', 'bcax', 'cbax'],
  ['size', 'abcx', 'cbax'],
  ['kind', 'bacx', 'cabx'],
  ['signature', 'bacx', 'cabx'],
] as const)('rows sort by %s, and what is unknown stands last both ways', (by, up, down) => {
  const sorted = (isDescending: boolean) =>
    sortTagItems(items, { by, isDescending }, facts)
      .map(({ tag }) => tag)
      .join('');
  expect([sorted(false), sorted(true)]).toEqual([up, down]);
});

test('what is alike keeps the order of the names, and a digest tag stays below its artifact', () => {
  const list: readonly TagItem[] = [
    ...items.slice(0, 1),
    { type: 'digest-tag', tag: 'sha256-1.sig' },
    ...items.slice(1),
  ];
  const sort = { by: 'sbom', isDescending: true } as const;
  expect(sortTagItems(list, sort, facts).map(({ tag }) => tag)).toEqual(['c', 'sha256-1.sig', 'b', 'a', 'x']);
});

describe('the order in the address', () => {
  test.each([
    ['', 'name', true],
    ['sort=name', 'name', false],
    ['sort=-age', 'age', true],
    ['sort=report', 'report', false],
    ['sort=nonsense', 'name', true],
  ] as const)('%j is read', (search, by, isDescending) => {
    expect(readTagSort(search)).toEqual({ by, isDescending });
  });

  test('keeps what else an address says, and the usual order is not written', () => {
    expect(writeTagSort('view=x', { by: 'age', isDescending: true })).toBe('view=x&sort=-age');
    expect(writeTagSort('sort=age&view=x', { by: 'name', isDescending: true })).toBe('view=x');
  });
});

test('a heading sorts up, down, and gives back the newest version first', () => {
  const press = (by: TagColumn, times: number) =>
    Array.from({ length: times }).reduce<ReturnType<typeof readTagSort>>(
      (sort) => pressTagSort(sort, by),
      readTagSort(''),
    );
  expect(press('age', 1)).toEqual({ by: 'age', isDescending: false });
  expect(press('age', 2)).toEqual({ by: 'age', isDescending: true });
  expect(press('age', 3)).toEqual({ by: 'name', isDescending: true });
  expect(press('name', 1)).toEqual({ by: 'name', isDescending: false });
  expect(press('name', 2)).toEqual({ by: 'name', isDescending: true });
});

describe('what is known of tags', () => {
  test('evidence is counted among the artifacts that were read, without tags that have gone', () => {
    expect(countEvidence(facts, new Set(['a', 'b', 'c', 'x']))('signature')).toEqual({
      ...{ found: 1, unknown: 1, read: 3 },
    });
    expect(countEvidence(facts, new Set(['b']))('signature')).toEqual({ found: 0, unknown: 0, read: 1 });
  });

  test('a tag is read once nothing more can be learned, or once its question has failed', () => {
    expect(isRead(facts, 'x', false)).toBe(false);
    expect(isRead({ ...facts, failed: new Set([digestOf(4)]) }, 'x', false)).toBe(true);
    expect(isRead({ ...facts, failed: new Set(['y']) }, 'y', false)).toBe(true);
    expect(isRead({ ...facts, sizes: new Map() }, 'b', false)).toBe(true);
    expect(isRead({ ...facts, sizes: new Map() }, 'b', true)).toBe(false);
    expect(isRead(facts, 'b', true)).toBe(true);
  });
});
