import { expect, test } from 'vitest';
import type { RowView, RowViewAction } from './row-view.ts';
import { initialRowView, isChosen, isNarrowed, reduceRowView, rowFilters } from './row-view.ts';

const after = (...actions: readonly RowViewAction[]): RowView =>
  actions.reduce(reduceRowView, initialRowView);

test('values of one column are chosen beside each other, and columns below each other', () => {
  const view = after(
    { type: 'toggle', column: 'severity', value: 'high' },
    { type: 'toggle', column: 'severity', value: 'critical' },
    { type: 'toggle', column: 'fixable', value: '1' },
  );
  expect(rowFilters(view)).toEqual([
    { name: 'severity', values: ['high', 'critical'] },
    { name: 'fixable', values: ['1'] },
  ]);
  expect(isChosen(view, 'severity', 'high')).toBe(true);
  expect(isChosen(view, 'severity', 'low')).toBe(false);
});

test('a second press takes a value back, and the last one frees its column', () => {
  const press: RowViewAction = { type: 'toggle', column: 'licence', value: 'MIT' };
  expect(after(press, press)).toEqual(initialRowView);
});

test('a list is narrowed by words or by values, and not by spaces', () => {
  expect(isNarrowed(after({ type: 'search', words: '  ' }))).toBe(false);
  expect(isNarrowed(after({ type: 'search', words: 'zlib' }))).toBe(true);
  expect(isNarrowed(after({ type: 'toggle', column: 'type', value: 'npm' }))).toBe(true);
});

test('clearing shows every row again in the order that was chosen', () => {
  const sort = { by: 'name', isDescending: true };
  expect(after({ type: 'search', words: 'a' }, { type: 'sort', sort }, { type: 'clear' })).toEqual({
    ...initialRowView,
    sort,
  });
});

test('several values are chosen at once in place of those before, and freed at once', () => {
  const gpl: RowViewAction = { type: 'choose', column: 'licence', values: ['GPL-2.0-only', 'GPL-3.0-only'] };
  const view = after({ type: 'toggle', column: 'licence', value: 'MIT' }, gpl);
  expect(view.chosen).toEqual({ licence: gpl.values });
  expect(reduceRowView(view, { type: 'choose', column: 'licence', values: [] })).toEqual(initialRowView);
});
