import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refused } from './outcome.ts';
import { parseStrictJson } from './strict-json.ts';

const codeOf = (input: string | Uint8Array, free?: readonly string[]) => {
  try {
    parseStrictJson(input, 'The statement', free);
    return 'read';
  } catch (error) {
    return error instanceof Refused ? error.refusal.code : 'thrown';
  }
};

test.each([
  ['{"a":1,"b":{"a":1}}', 'read'],
  ['[{"a":1},{"A":1}]', 'read'],
  ['{"a":"A","b":"a"}', 'read'],
  ['{"a":1,"a":1}', 'ambiguous-json'],
  ['{"a":1,"A":1}', 'ambiguous-json'],
  ['{"a":1,"\\u0061":1}', 'ambiguous-json'],
  ['{"subject":1,"\\u017fubject":1}', 'ambiguous-json'],
  ['{"k":1,"\\u212a":1}', 'ambiguous-json'],
  ['{"a":[{"b\\"":1,"b\\"" : 2}]}', 'ambiguous-json'],
  [`${'{"a":'.repeat(60)}{"b":1,"b":2}${'}'.repeat(60)}`, 'ambiguous-json'],
  ['{"a":1', 'malformed'],
  ['{"a":1} {}', 'malformed'],
  ['\ufeff{}', 'malformed'],
  ['', 'malformed'],
  ['['.repeat(10_000), 'malformed'],
])('%s is %s', (text, code) => {
  expect(codeOf(text)).toBe(code);
  expect(codeOf(new TextEncoder().encode(text))).toBe(code);
});

test('bytes that are not UTF-8 are malformed', () => {
  expect(codeOf(Uint8Array.of(0x22, 0xff, 0x22))).toBe('malformed');
});

test('inside what nothing is decided by names may differ in case and not more', () => {
  expect(codeOf('{"predicate":{"env":[{"http_proxy":1,"HTTP_PROXY":1}]}}', ['predicate'])).toBe('read');
  expect(codeOf('{"predicate":{"a":1,"a":1}}', ['predicate'])).toBe('ambiguous-json');
  expect(codeOf('{"predicate":{},"Predicate":{}}', ['predicate'])).toBe('ambiguous-json');
  expect(codeOf('{"predicate":{},"subject":{"a":1,"A":1}}', ['predicate'])).toBe('ambiguous-json');
  expect(codeOf('{"subject":{"predicate":{"a":1,"A":1}}}', ['predicate'])).toBe('ambiguous-json');
});

test('the sentence names both names', () => {
  expect(() => parseStrictJson('{"Subject":1,"subject":1}', 'The statement')).toThrow(
    'The statement has “Subject” beside “subject”, which some programs take for one name.',
  );
});

test('a name that stands twice is told instead of refused where the last one counts for all', () => {
  const told: string[] = [];
  const read = parseStrictJson('{"a":1,"a":2,"b":[{"a":3}]}', 'It', [], (name) => told.push(name));
  expect(read).toEqual({ a: 2, b: [{ a: 3 }] });
  expect(told).toEqual(['a']);
  expect(() => parseStrictJson('{"a":1,"A":2}', 'It', [], (name) => told.push(name))).toThrow('beside');
});

test('whatever the text, a value that JSON.parse gives too, or a refusal', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      try {
        expect(parseStrictJson(text, 'It')).toEqual(JSON.parse(text));
      } catch (error) {
        expect(error).toBeInstanceOf(Refused);
      }
    }),
  );
});
