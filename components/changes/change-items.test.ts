import { expect, test } from 'vitest';
import { allChanges, changeItems } from './change-items.ts';

type Change = Parameters<typeof allChanges>[0];
const usual: Change = { isReadOnly: false, isLayout: false, isRow: false };
const titles = (change: Partial<Change>) =>
  changeItems({ ...usual, ...change }).map((group) => group.map(({ title }) => title));
const archives = ['Archive', 'Archive without layers'];

test('an artifact can be attached to, tagged, copied, archived and deleted', () => {
  expect(titles({})).toEqual([['Attach…', 'Tag…', 'Copy or move…'], archives, ['Delete…']]);
});

test('a row of a list has both deletions', () => {
  expect(titles({ isRow: true })).toEqual([
    ['Attach…', 'Tag…', 'Copy or move…'],
    archives,
    ['Delete tag…', 'Delete with everything attached…'],
  ]);
});

test('a layout can be copied from, and not changed', () => {
  expect(titles({ isLayout: true })).toEqual([['Copy to a registry…'], archives]);
});

test('a read-only server still gives archives, and nothing else', () => {
  expect(titles({ isReadOnly: true })).toEqual([archives]);
  expect(titles({ isReadOnly: true, isRow: true, isLayout: true })).toEqual([archives]);
});

test('only deletions look dangerous', () => {
  const dangers = changeItems(usual)
    .flat()
    .filter(({ isDanger }) => isDanger === true);
  expect(dangers.map(({ title }) => title)).toEqual(['Delete…']);
});

test('what cannot be done is there with its reason for whoever asks for it', () => {
  const reasons = (change: Partial<Change>) =>
    allChanges({ ...usual, ...change })
      .flat()
      .map(({ title, forbidden }) => [title, forbidden?.slice(0, 12)]);
  expect(reasons({ isLayout: true })).toEqual([
    ['Attach…', 'A layout can'],
    ['Tag…', 'A layout can'],
    ['Copy to a registry…', undefined],
    ['Archive', undefined],
    ['Archive without layers', undefined],
    ['Delete…', 'A layout can'],
  ]);
  expect(reasons({ isReadOnly: true }).filter(([, reason]) => reason === undefined)).toEqual([
    ['Archive', undefined],
    ['Archive without layers', undefined],
  ]);
});

test('a role in a team forbids what it does not cover, with the reason', () => {
  const reasonsOf = (role: Change['role']) =>
    allChanges({ ...usual, ...(role === undefined ? {} : { role }) })
      .flat()
      .flatMap(({ title, forbidden }) => (forbidden === undefined ? [] : [[title, forbidden]]));
  const nothing = 'As a viewer you cannot change anything.';
  expect(reasonsOf('viewer')).toEqual([
    ['Attach…', nothing],
    ['Tag…', nothing],
    ['Copy or move…', nothing],
    ['Delete…', nothing],
  ]);
  expect(reasonsOf('editor')).toEqual([['Delete…', 'As an editor you cannot delete, move or import.']]);
  expect(reasonsOf('deleter')).toEqual([]);
});
