import fc from 'fast-check';
import { expect, test } from 'vitest';
import { childOf, childText, parseXml } from './xml.ts';

function root(text: string, isWhole = true) {
  const reading = parseXml(text, isWhole);
  if (!('root' in reading)) throw new Error(reading.problem);
  return reading.root;
}

function problem(text: string): string | undefined {
  const reading = parseXml(text, true);
  return 'problem' in reading ? reading.problem : undefined;
}

test('an element knows its local name, its namespace, its attributes and its text', () => {
  const bom = root(
    '<?xml version="1.0"?><c:bom xmlns:c="http://a" c:x="1"> <c:name> <![CDATA[a<b]]> &amp; c </c:name></c:bom>',
  );
  expect([bom.name, bom.namespace, bom.attributes.get('x')]).toEqual(['bom', 'http://a', '1']);
  expect(childText(bom, 'name')).toBe('a<b & c');
  expect(childOf(bom, 'version')).toBeUndefined();
});

test('a byte order mark in front changes nothing', () => {
  expect(root('\uFEFF<?xml version="1.0"?><bom/>').name).toBe('bom');
});

test('what stands in the head of a document is read', () => {
  const head = root('<bom><components><component><name>one</name></component><comp', false);
  expect(childOf(head, 'components')?.children).toHaveLength(1);
});

test.each([
  ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', /document type/],
  ['<a>&unknown;</a>', /not valid XML/],
  ['<a><b></a>', /not valid XML/],
  ['<a>', /not valid XML/],
  ['', /not valid XML|no XML element/],
  ['<a>'.repeat(10_000), /deeper than 256/],
])('%s is refused in a sentence', (text, sentence) => {
  expect(problem(text)).toMatch(sentence);
});

test('attributes called like a prototype are texts as others are', () => {
  expect(root('<a __proto__="x" constructor="y"/>').attributes.get('__proto__')).toBe('x');
});

test('whatever the text is, there is an element or a sentence', () => {
  const piece = fc.constantFrom(
    '<a>',
    '</a>',
    '<a b="c"/>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '&lt;',
    '&#0;',
    '<?x',
    '?>',
    'x',
    '"',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join('')),
      ),
      fc.boolean(),
      (text, isWhole) => {
        const reading = parseXml(text, isWhole);
        return 'root' in reading ? reading.root.name !== '' : /^The .*\.$/.test(reading.problem);
      },
    ),
  );
});
