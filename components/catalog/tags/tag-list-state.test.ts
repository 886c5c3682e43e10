import { expect, test } from 'vitest';
import type { TagListAction } from './tag-list-state.ts';
import { initialTagListState, matchingTags, reduceTagList } from './tag-list-state.ts';

const after = (...actions: readonly TagListAction[]) => actions.reduce(reduceTagList, initialTagListState);

test('a tag that is selected twice is not selected', () => {
  expect([...after({ type: 'select', tag: 'a' }, { type: 'select', tag: 'b' }).selected]).toEqual(['a', 'b']);
  expect([...after({ type: 'select', tag: 'a' }, { type: 'select', tag: 'a' }).selected]).toEqual([]);
});

test('clearing the selection leaves filter and order as they are', () => {
  const state = after(
    { type: 'filter', text: '2.' },
    { type: 'reverse' },
    { type: 'select', tag: 'a' },
    { type: 'clear-selection' },
  );
  expect(state).toEqual({ ...initialTagListState, filter: '2.', isAscending: true });
});

test('the digest tags of one artifact open without those of another', () => {
  const state = after(
    { type: 'toggle', tag: 'a' },
    { type: 'toggle', tag: 'b' },
    { type: 'toggle', tag: 'a' },
  );
  expect([...state.open]).toEqual(['b']);
});

test('a filter ignores case and the spaces around it', () => {
  expect(matchingTags(['v2-RC', 'v1'], { filter: ' rc ', isAscending: false })).toEqual(['v2-RC']);
});

test('the list can be turned round', () => {
  expect(matchingTags(['3', '2', '1'], { filter: '', isAscending: true })).toEqual(['1', '2', '3']);
});
