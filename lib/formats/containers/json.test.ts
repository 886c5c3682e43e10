import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OciError } from '#lib/oci/oci-error';
import { openJson, openLaterJsonLines } from './json.ts';

const open = (text: string, isWhole = true) => {
  const content = {
    bytes: new TextEncoder().encode(text),
    start: text.trimStart(),
    text: () => text,
    isWhole,
  };
  return openJson(content) ?? openLaterJsonLines(content);
};

test.each([
  ['one value', '{"a":1}', [{ a: 1 }], []],
  ['a list', '[{"a":1},{"b":2}]', [[{ a: 1 }, { b: 2 }]], []],
  ['a line each', '{"a":1}\n{"b":2}\n', [{ a: 1 }, { b: 2 }], []],
  ['lines of Windows with blank ones', '{"a":1}\r\n\r\n  \r\n{"b":2}\r\n', [{ a: 1 }, { b: 2 }], []],
  ['record separators', '\u001e{"a":1}\n\u001e{"b":2}\n', [{ a: 1 }, { b: 2 }], []],
  ['nothing between', '{"a":"}{"}{"b":[{}]}[1]', [{ a: '}{' }, { b: [{}] }, [1]], []],
  ['values over several lines', '{\n"a":1\n}\n{\n"b":2\n}', [{ a: 1 }, { b: 2 }], []],
  ['a bad line', '{"a":1}\n{"b":\n{"c":3}', [{ a: 1 }, { c: 3 }], ['Line 2 is not valid JSON.']],
  ['a log before', 'INFO starting\n{"a":1}\n{"b":2}', [{ a: 1 }, { b: 2 }], ['Line 1 is not valid JSON.']],
  ['a cut end', '{\n"a":1}{"b":', [{ a: 1 }], ['What follows value 1 is not valid JSON.']],
  [
    'many bad lines',
    `{"a":1}\n${'{"b":2}\n{\n'.repeat(5)}`,
    [{ a: 1 }, ...Array.from({ length: 5 }, () => ({ b: 2 }))],
    ['5 lines are not valid JSON: 3, 5, 7 and others.'],
  ],
])('of JSON with %s each value is read', (_, text, values, problems) => {
  expect(open(text)?.values).toEqual(values);
  expect(open(text)?.problems ?? []).toEqual(problems);
});

test('of the head of a file the last value keeps what was read of it', () => {
  expect(open('{"a":1,"b":[1,2', false)?.values).toEqual([{ a: 1, b: [1] }]);
  expect(open('{"a":1}\n{"b":"cu', false)?.values).toEqual([{ a: 1 }, { b: 'cu' }]);
});

test('what is cut, too deep or no JSON is refused in a sentence, and other text is left to others', () => {
  expect(() => open('{"a":')).toThrow('The document is not valid JSON.');
  expect(() => open('['.repeat(10_000))).toThrow('nested deeper than 64 levels');
  expect(open('name: value\nother: {a: 1}')).toBeUndefined();
  expect(open('<a>\n{"a":1}\n</a>')).toBeUndefined();
});

test('whatever the text, there are values, nothing, or a refusal', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\',
    '\n',
    '\r\n',
    '{"a":1}',
    'x',
    ' ',
    ',',
    '\u001e',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), fc.boolean(), (list, isWhole) => {
      try {
        expect(open(list.join(''), isWhole)?.values.length).not.toBe(0);
      } catch (error) {
        expect(error).toBeInstanceOf(OciError);
      }
    }),
  );
});
