import { expect, test } from 'vitest';
import { indentJson } from '#lib/formats/json/indent-json';
import {
  findFolds,
  foldsAround,
  initialJsonView,
  layOut,
  layoutOf,
  reduceJsonView,
  visibleLines,
} from './json-view-state.ts';

const lines = ['{', '  "a": {', '    "b": [', '      1', '    ]', '  }', '}'];
const folds = findFolds(lines);
const nested = indentJson('{"a":{"b":[1,2],"c":"}{"},"d":[]}').split('\n');

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

test('what opens on one line and closes on a later one can be folded; brackets in texts are none', () => {
  expect(nested).toHaveLength(10);
  expect([...findFolds(nested)]).toEqual([
    [2, 5],
    [1, 7],
    [0, 9],
  ]);
});

test('a folded line hides all up to where it closes', () => {
  expect(visibleLines(10, findFolds(nested), new Set([1]))).toEqual([0, 1, 7, 8, 9]);
  expect(visibleLines(10, findFolds(nested), new Set([0, 1]))).toEqual([0, 9]);
});

test('the folds around a line are those that would hide it', () => {
  expect(foldsAround(3, findFolds(nested))).toEqual([2, 1, 0]);
  expect(foldsAround(8, findFolds(nested))).toEqual([0]);
});

test('brackets that do not match take nothing away', () => {
  expect([...findFolds(['}', '[', '{'])]).toEqual([]);
});
