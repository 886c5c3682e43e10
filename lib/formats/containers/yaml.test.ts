import fc from 'fast-check';
import { expect, test } from 'vitest';
import { looksLikeYaml, parseYaml } from './yaml.ts';

function values(text: string, isWhole = true) {
  const reading = parseYaml(text, isWhole);
  if (!('values' in reading)) throw new Error(reading.problem);
  return reading.values;
}

function problem(text: string): string | undefined {
  const reading = parseYaml(text, true);
  return 'problem' in reading ? reading.problem : undefined;
}

test('a number stays as it was written, so that no version loses its zero', () => {
  expect(values('version: 1.10\ncreated: 2026-01-02T03:04:05Z\nisOn: true\nnothing: ~')).toEqual([
    { version: '1.10', created: '2026-01-02T03:04:05Z', isOn: true, nothing: null },
  ]);
});

test('a stream holds several documents, and empty ones are none', () => {
  expect(values('---\nkind: A\n---\n# nothing\n---\nkind: B\n...\n')).toEqual([{ kind: 'A' }, { kind: 'B' }]);
});

test('parts are repeated by alias and by merge', () => {
  expect(values('a: &a {x: q}\nb:\n  <<: *a\n  y: r\nc: *a')).toEqual([
    { a: { x: 'q' }, b: { x: 'q', y: 'r' }, c: { x: 'q' } },
  ]);
});

test('a name that stands twice is refused where that was asked for', () => {
  expect(values('a: x\na: y')).toEqual([{ a: 'y' }]);
  expect(parseYaml('a: x\na: y', true, { refusesDoubledNames: true })).toEqual({
    problem: 'The document is not valid YAML.',
    line: 2,
  });
});

test('of a head the entries are read that are whole', () => {
  expect(values('spdxVersion: SPDX-2.3\npackages:\n- name: a\n- name: "b', false)).toEqual([
    { spdxVersion: 'SPDX-2.3' },
  ]);
});

const bomb = [
  'a0: &a0 {x: y}',
  ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join()}]`),
];

test.each([
  ['[', /not valid YAML/],
  ['a: "', /not valid YAML/],
  ['['.repeat(10_000), /deeper than 64/],
  [bomb.join('\n'), /too large to read/],
  ['a: &a\n  b: *a', /too large to read/],
  [`a: &a [x]\nb: [${Array(2000).fill('*a').join()}]`, /too large to read/],
  ['x'.repeat(17 * 1024 * 1024), /larger than Orrery reads/],
])('%.40s is refused in a sentence', (text, sentence) => {
  expect(problem(text)).toMatch(sentence);
});

test('a key called __proto__ is a key as others are', () => {
  const [value] = values('__proto__: {isEvil: true}\nisEvil: false');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test.each([
  ['---\nkind: Pod', true],
  ['# a comment\n\napiVersion: v1', true],
  ['%YAML 1.2\n---\na: b', true],
  ['- name: a', true],
  ['"quoted": 1', true],
  ['A text about: things that follow', false],
  ['<bom/>', false],
  ['', false],
])('%j may be YAML: %s', (start, isYaml) => {
  expect(looksLikeYaml(start)).toBe(isYaml);
});

test('whatever the text is, there are values or a sentence', () => {
  const piece = fc.constantFrom(
    'a',
    ':',
    ' ',
    '\n',
    '- ',
    '&a ',
    '*a',
    '<<: ',
    '{',
    '}',
    '[',
    ']',
    '"',
    '|',
    '---\n',
    '!!x ',
    '? ',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join('')),
      ),
      fc.boolean(),
      (text, isWhole) => {
        const reading = parseYaml(text, isWhole);
        return 'values' in reading || /^The .*\.$/.test(reading.problem);
      },
    ),
  );
});
