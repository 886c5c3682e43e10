import { expect, test } from 'vitest';
import { nodeOf } from '#e2e/fakes/graph-example';
import { groupByPeriod } from './group-by-period.ts';

const daily = (count: number, from = '2026-10-24T03:15:00Z') =>
  Array.from({ length: count }, (_, day) =>
    nodeOf(100 + day, { created: new Date(Date.parse(from) + day * 86_400_000).toISOString() }),
  ).reverse();
const names = (members: ReturnType<typeof daily>) =>
  groupByPeriod('key', members).map((entry) =>
    'digest' in entry ? 'one' : `${entry.period}: ${entry.members.length}`,
  );

test('a dozen is spread out as it is', () => {
  expect(names(daily(12))).toEqual(Array(12).fill('one'));
});

test('the reports of a month lie in piles by week, the latest first', () => {
  expect(names(daily(30))).toEqual([
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
  const sameDay = Array.from({ length: 20 }, (_, at) => nodeOf(at + 10, { created: '2026-10-24T03:15:00Z' }));
  expect(names(sameDay)).toEqual(Array(20).fill('one'));
});

test('what has no date comes last, and nothing is lost', () => {
  const members = [...daily(20), nodeOf(7, {})];
  const piles = groupByPeriod('key', members);
  expect(piles.at(-1)).toBe(members.at(-1));
  expect(piles.flatMap((entry) => ('digest' in entry ? [entry] : entry.members))).toHaveLength(21);
});

test('a pile has the same key whatever is added to it', () => {
  const keys = (count: number) =>
    groupByPeriod('key', daily(count)).map((entry) => ('key' in entry ? entry.key : ''));
  expect(keys(26)).toEqual(keys(30));
});
