import { expect, test } from 'vitest';
import { indentJson } from '#lib/formats/json/indent-json';
import { findFolds, foldsAround, visibleLines } from './fold-lines.ts';

const lines = indentJson('{"a":{"b":[1,2],"c":"}{"},"d":[]}').split('\n');

test('what opens on one line and closes on a later one can be folded; brackets in texts are none', () => {
  expect(lines).toHaveLength(10);
  expect([...findFolds(lines)]).toEqual([
    [2, 5],
    [1, 7],
    [0, 9],
  ]);
});

test('a folded line hides all up to where it closes', () => {
  expect(visibleLines(10, findFolds(lines), new Set([1]))).toEqual([0, 1, 7, 8, 9]);
  expect(visibleLines(10, findFolds(lines), new Set([0, 1]))).toEqual([0, 9]);
});

test('the folds around a line are those that would hide it', () => {
  expect(foldsAround(3, findFolds(lines))).toEqual([2, 1, 0]);
  expect(foldsAround(8, findFolds(lines))).toEqual([0]);
});

test('brackets that do not match take nothing away', () => {
  expect([...findFolds(['}', '[', '{'])]).toEqual([]);
});
