import { expect, test } from 'vitest';
import { findFolds } from './fold-lines.ts';
import { initialJsonView, layOut, layoutOf, reduceJsonView } from './json-view-state.ts';

const lines = ['{', '  "a": {', '    "b": [', '      1', '    ]', '  }', '}'];
const folds = findFolds(lines);

test('a document of one line is indented until somebody asks for its exact bytes', () => {
  expect(layoutOf(initialJsonView, '{"a":1}\n')).toBe('indented');
  expect(layoutOf(initialJsonView, '{\n}')).toBe('exact');
  const exact = reduceJsonView(initialJsonView, { type: 'lay-out', layout: 'exact' });
  expect(layoutOf(exact, '{"a":1}')).toBe('exact');
  expect(layOut('{"a":1}', 'exact')).toBe('{"a":1}');
});

test('a line that is folded twice is open', () => {
  const once = reduceJsonView(initialJsonView, { type: 'fold', line: 1 });
  expect([...once.folded]).toEqual([1]);
  expect([...reduceJsonView(once, { type: 'fold', line: 1 }).folded]).toEqual([]);
});

test('revealing a line opens all that hide it, and nothing else', () => {
  const folded = { ...initialJsonView, folded: new Set([0, 1, 2]) };
  expect([...reduceJsonView(folded, { type: 'reveal', line: 2, folds }).folded]).toEqual([2]);
});

test('revealing a line that can be seen changes nothing', () => {
  expect(reduceJsonView(initialJsonView, { type: 'reveal', line: 3, folds })).toBe(initialJsonView);
});

test('another layout begins without folds', () => {
  const folded = { ...initialJsonView, folded: new Set([1]) };
  expect(reduceJsonView(folded, { type: 'lay-out', layout: 'indented' }).folded.size).toBe(0);
});
