import { describe, expect, test } from 'vitest';
import type { TagListAction } from './tag-list-state.ts';
import { initialTagListState, matchingTags, reduceTagList } from './tag-list-state.ts';

const stateAfter = (...actions: readonly TagListAction[]) =>
  actions.reduce(reduceTagList, initialTagListState);
const select = (tag: string, ...others: readonly string[]) =>
  ({ type: 'select', tag, names: [tag, ...others] }) as const;
const order = ['a', 'b', 'c', 'd'];

test('a tag that is selected twice is not selected', () => {
  expect([...stateAfter(select('a'), select('b')).selected]).toEqual(['a', 'b']);
  expect([...stateAfter(select('a'), select('a')).selected]).toEqual([]);
});

test('a row that was selected under its alias is taken back under its version', () => {
  expect([...stateAfter(select('latest'), select('1.12.0', 'latest')).selected]).toEqual([]);
});

describe('a range', () => {
  const range = (to: string, from?: string): TagListAction => ({
    ...{ type: 'select-range', order, to },
    ...(from === undefined ? {} : { from }),
  });

  test.each([
    ['c', ['a', 'b', 'c']],
    ['a', ['a']],
  ])('goes from what was selected last to %s', (to, selected) => {
    expect([...stateAfter(select('a'), range(to)).selected]).toEqual(selected);
  });

  test('goes upwards too', () => {
    expect(stateAfter(select('d'), range('b')).selected).toEqual(new Set(['b', 'c', 'd']));
  });

  test('begins at the row that the arrow left, where nothing was selected', () => {
    expect([...stateAfter(range('b', 'a'), range('c', 'b')).selected]).toEqual(['a', 'b', 'c']);
  });

  test('begins anew where the filter has left out what was selected last', () => {
    expect([...stateAfter(select('x'), range('b')).selected]).toEqual(['x', 'b']);
  });
});

test('all that is listed is selected, and taken back without what the filter hides', () => {
  const all = stateAfter(select('x'), { type: 'select-all', tags: order, isOn: true });
  expect([...all.selected]).toEqual(['x', ...order]);
  expect([...reduceTagList(all, { type: 'select-all', tags: order, isOn: false }).selected]).toEqual(['x']);
});

test('clearing the selection leaves the filter as it is', () => {
  const state = stateAfter({ type: 'filter', text: '2.' }, select('a'), { type: 'clear-selection' });
  expect(state).toEqual({ ...initialTagListState, filter: '2.' });
});

test('the digest tags of one artifact open without those of another', () => {
  const state = stateAfter(
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
