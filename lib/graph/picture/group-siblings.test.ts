import { expect, test } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import { groupByPeriod, groupSiblings, sortReferrers } from './group-siblings.ts';

const report = { kind: 'vulnerability-report', artifactType: 'application/sarif+json' } as const;
const reports = (count: number) =>
  Array.from({ length: count }, (_, n) => nodeOf(n + 10, { ...report, title: `Report ${n}` }));

test('three alike stand side by side, four are a stack in the place of the first', () => {
  expect(groupSiblings(digestOf(1), 'attached', reports(3))).toHaveLength(3);
  const grouped = groupSiblings(digestOf(1), 'attached', [...reports(4), nodeOf(2, { kind: 'sbom' })]);
  expect(grouped).toMatchObject([{ members: { length: 4 } }, { kind: 'sbom' }]);
});

test('the key of a stack says what it opens, and stays the same while it grows', () => {
  const keyOf = (count: number) => {
    const [stack] = groupSiblings(digestOf(1), 'attached', reports(count));
    return stack !== undefined && 'key' in stack ? stack.key : undefined;
  };
  expect(keyOf(4)).toMatch(/^[0-9a-f]{8}eeee\.attached\.vulnerability-report\.sarif-json$/);
  expect(keyOf(40)).toBe(keyOf(4));
});

test('platforms are stacked only where they have the same name', () => {
  const platforms = Array.from({ length: 5 }, (_, n) => nodeOf(n + 10, { title: `linux/${n}` }));
  expect(groupSiblings(digestOf(1), 'contains', platforms)).toBe(platforms);
});

test('referrers stand in the order people ask for them, the latest of each kind first', () => {
  const kinds = sortReferrers([
    nodeOf(1, { kind: 'vex' }),
    nodeOf(2, { kind: 'artifact' }),
    nodeOf(3, { kind: 'sbom', created: '2025-01-01T00:00:00Z' }),
    nodeOf(4, { kind: 'sbom', created: '2026-01-01T00:00:00Z' }),
    nodeOf(5, { kind: 'signature' }),
  ]);
  expect(kinds.map(({ digest }) => digest)).toEqual([5, 4, 3, 1, 2].map(digestOf));
});

const daily = (count: number, from = '2026-10-24T03:15:00Z') =>
  Array.from({ length: count }, (_, day) =>
    nodeOf(100 + day, { created: new Date(Date.parse(from) + day * 86_400_000).toISOString() }),
  ).reverse();
const names = (members: ReturnType<typeof daily>) =>
  groupByPeriod('key', members).map((entry) =>
    'digest' in entry ? 'one' : `${entry.period}: ${entry.members.length}`,
  );

test('fewer than fifty are one list, without piles', () => {
  expect(names(daily(49))).toEqual(Array(49).fill('one'));
});

test('the reports of two months lie in piles by week, the latest first', () => {
  expect(names(daily(58))).toEqual([
    '14 Dec to 20 Dec: 7',
    '7 Dec to 13 Dec: 7',
    '30 Nov to 6 Dec: 7',
    '23 Nov to 29 Nov: 7',
    '16 Nov to 22 Nov: 7',
    '9 Nov to 15 Nov: 7',
    '2 Nov to 8 Nov: 7',
    '26 Oct to 1 Nov: 7',
    '19 Oct to 25 Oct: 2',
  ]);
});

test('the reports of a year lie in piles by month, and those of ten years by year', () => {
  expect(names(daily(365, '2025-01-01T00:00:00Z'))[0]).toBe('December 2025: 31');
  expect(names(daily(3_650, '2015-01-01T00:00:00Z')).at(-1)).toBe('2015: 365');
});

test('many of one day cannot be parted by days, and stay', () => {
  const sameDay = Array.from({ length: 60 }, (_, at) => nodeOf(at + 10, { created: '2026-10-24T03:15:00Z' }));
  expect(names(sameDay)).toEqual(Array(60).fill('one'));
});

test('what has no date comes last, and nothing is lost', () => {
  const members = [...daily(60), nodeOf(7, {})];
  const piles = groupByPeriod('key', members);
  expect(piles.at(-1)).toBe(members.at(-1));
  expect(piles.flatMap((entry) => ('digest' in entry ? [entry] : entry.members))).toHaveLength(61);
});

test('a pile has the same key whatever is added to it', () => {
  const keys = (count: number) =>
    groupByPeriod('key', daily(count)).map((entry) => ('key' in entry ? entry.key : ''));
  expect(keys(54)).toEqual(keys(58));
});
