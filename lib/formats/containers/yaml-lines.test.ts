import fc from 'fast-check';
import { expect, test } from 'vitest';
import { yamlLines } from './yaml-lines.ts';

test('each value has the line on which it begins', () => {
  const lines = yamlLines('# head\na:\n  - x\n  - b: {c: 1}\n    d: *one\n? [e]\n: f\ng: "h\n  i"\n');
  expect(Object.fromEntries(lines)).toEqual({
    '': 2,
    a: 3,
    'a.0': 3,
    'a.1': 4,
    'a.1.b': 4,
    'a.1.b.c': 4,
    'a.1.d': 5,
    '?.0': 6,
    g: 8,
  });
});

test('what is no YAML has no lines, and nothing makes it throw', () => {
  expect(yamlLines('a: [').size).toBe(0);
  fc.assert(fc.property(fc.string(), (text) => yamlLines(text).size >= 0));
});
