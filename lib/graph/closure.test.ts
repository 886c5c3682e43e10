import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import type { Digest } from '#lib/oci/digest';
import type { Belongings } from './closure.ts';
import { closureOf, reach } from './closure.ts';

type Lists = Readonly<Record<number, readonly number[]>>;
type Names = Readonly<Record<number, readonly string[]>>;
type Example = { children?: Lists; referrers?: Lists; holders?: Lists; tags?: Names; foreignTags?: Names };

function belongingsOf({ children, referrers, holders, tags, foreignTags }: Example): Belongings {
  const lists = (numbers: Lists = {}) =>
    new Map(Object.entries(numbers).map(([key, list]) => [digestOf(Number(key)), list.map(digestOf)]));
  const names = (texts: Names = {}) =>
    new Map(Object.entries(texts).map(([key, list]) => [digestOf(Number(key)), list]));
  return {
    root: digestOf(1),
    children: lists(children),
    referrers: lists(referrers),
    holders: lists(holders),
    tags: names(tags),
    foreignTags: names(foreignTags),
  };
}

const goesOf = (example: Example) => [...closureOf(belongingsOf(example)).goes];
const staysOf = (example: Example) => Object.fromEntries(closureOf(belongingsOf(example)).stays);

test('everything below goes: children, referrers, and referrers of both', () => {
  const example = { children: { 1: [2, 3] }, referrers: { 1: [4], 3: [5], 5: [6] } };
  expect(goesOf(example)).toEqual([1, 2, 3, 4, 5, 6].map(digestOf));
});

test('a child with a tag stays, and what is attached to it', () => {
  const example = { children: { 1: [2, 3] }, referrers: { 3: [4] }, tags: { 3: ['arm64'] } };
  expect(goesOf(example)).toEqual([1, 2].map(digestOf));
  expect(staysOf(example)).toEqual({
    [digestOf(3)]: { because: 'tagged', tags: ['arm64'] },
    [digestOf(4)]: { because: 'attached-to', of: digestOf(3) },
  });
});

test('an entry that is attached to something outside stays, and what hangs on it', () => {
  const belongings = belongingsOf({ children: { 1: [2, 3] }, referrers: { 2: [4] } });
  const { goes, stays } = closureOf({
    ...belongings,
    foreignSubjects: new Map([[digestOf(2), digestOf(9)]]),
  });
  expect([...goes]).toEqual([1, 3].map(digestOf));
  expect(Object.fromEntries(stays)).toEqual({
    [digestOf(2)]: { because: 'attached-to', of: digestOf(9) },
    [digestOf(4)]: { because: 'attached-to', of: digestOf(2) },
  });
});

test('a child of another index stays, and what an index that stays contains', () => {
  const example = { children: { 1: [2], 2: [3] }, holders: { 2: [9] } };
  expect(staysOf(example)).toEqual({
    [digestOf(2)]: { because: 'held', by: [digestOf(9)] },
    [digestOf(3)]: { because: 'part-of', of: digestOf(2) },
  });
});

test('the root goes although it has tags and is held', () => {
  expect(goesOf({ tags: { 1: ['1.0', 'latest'] }, holders: { 1: [9] } })).toEqual([digestOf(1)]);
});

test('a referrer with a tag goes with its subject, one that serves another subject stays', () => {
  const example = {
    referrers: { 1: [2, 3] },
    tags: { 2: ['report'] },
    foreignTags: { 3: ['sha256-other.sig'] },
  };
  expect(goesOf(example)).toEqual([1, 2].map(digestOf));
  expect(staysOf(example)).toEqual({
    [digestOf(3)]: { because: 'tagged', tags: ['sha256-other.sig'] },
  });
});

test('things that name each other come to an end, and the root is not kept by what hangs on it', () => {
  const example = { children: { 2: [1] }, referrers: { 1: [2], 2: [1] }, holders: { 2: [9] } };
  expect(goesOf(example)).toEqual([digestOf(1)]);
});

const pairs = fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 30 });
const some = fc.uniqueArray(fc.nat(12), { maxLength: 4 });

test('what goes and what stays are all that belongs, and nothing that goes hangs on what stays', () => {
  fc.assert(
    fc.property(pairs, pairs, some, some, (holds, refers, tagged, held) => {
      const belongings = {
        ...belongingsOf({
          tags: Object.fromEntries(tagged.map((n) => [n, [`tag-${n}`]])),
          holders: Object.fromEntries(held.map((n) => [n, [99]])),
        }),
        children: listed(holds),
        referrers: listed(refers),
      };
      const { goes, stays } = closureOf(belongings);
      const all = reach(belongings, [digestOf(1)]);
      expect(new Set([...goes, ...stays.keys()])).toEqual(new Set(all));
      expect(goes.size + stays.size).toBe(all.size);
      const hanging = reach(withoutRoot(belongings), [...stays.keys()]);
      expect([...goes].filter((digest) => digest !== digestOf(1) && hanging.has(digest))).toEqual([]);
      for (const n of held) if (n !== 1) expect(goes.has(digestOf(n))).toBe(false);
    }),
  );
});

function listed(edges: readonly (readonly [number, number])[]): ReadonlyMap<Digest, readonly Digest[]> {
  const lists = new Map<Digest, Digest[]>();
  for (const [from, to] of edges)
    lists.set(digestOf(from), [...(lists.get(digestOf(from)) ?? []), digestOf(to)]);
  return lists;
}

// What hangs on the root goes, whatever else holds the root.
function withoutRoot({ children, referrers }: Belongings): Pick<Belongings, 'children' | 'referrers'> {
  const others = <T>(lists: ReadonlyMap<Digest, T>) =>
    new Map([...lists].filter(([digest]) => digest !== digestOf(1)));
  return { children: others(children), referrers: others(referrers) };
}
