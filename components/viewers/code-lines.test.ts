import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLines, tokenizeJson } from './code-lines.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test('keys, strings, numbers, words and digests are told apart', () => {
  const kinds = tokenizeJson(`"digest": "${digest}", "size": 12, "ok": true, "x": "y"`)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind }) => kind);
  expect(kinds).toEqual(['key', 'digest', 'key', 'number', 'key', 'word', 'key', 'string']);
});

test('a digest inside a longer text is not one', () => {
  expect(tokenizeJson(`"see ${digest}"`)).toEqual([{ kind: 'string', text: `"see ${digest}"`, at: 0 }]);
});

test('the tokens of any line are that line', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\ -+.e019truenulsfa') }), (line) => {
      expect(
        tokenizeJson(line)
          .map(({ text }) => text)
          .join(''),
      ).toBe(line);
    }),
  );
});

test('a line of a megabyte becomes rows that are together that line', () => {
  const line = `[${Array.from({ length: 20_000 }, () => `"${'x'.repeat(48)}"`).join(',')}]`;
  const rows = splitLines(line);
  expect(rows.join('')).toBe(line);
  expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(2_000);
  expect(rows[0]?.endsWith(',')).toBe(true);
});

test('the lines of a text keep their order and their emptiness', () => {
  expect(splitLines('a\n\nb\n')).toEqual(['a', '', 'b', '']);
});
