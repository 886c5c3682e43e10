import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCertificate } from './certificate.ts';
import { isPartOf, nameOfSubject, parseDistinguishedName, subjectText } from './distinguished-name.ts';
import { acme, makeCertificate } from './testing/make-certificate.ts';

function attributesOf(text: string): unknown {
  const reading = parseDistinguishedName(text);
  return 'name' in reading ? Object.fromEntries(reading.name) : reading.problem;
}

test.each([
  [' C=US, ST=WA, O=Acme', { C: 'US', ST: 'WA', O: 'Acme' }],
  ['C=US,S=WA,O=Acme', { C: 'US', ST: 'WA', O: 'Acme' }],
  ['C=US; ST=WA; O=Acme', { C: 'US', ST: 'WA', O: 'Acme' }],
  ['C=US,ST=WA,O=Acme\\, Inc.', { C: 'US', ST: 'WA', O: 'Acme, Inc.' }],
  ['C=US,ST=WA,O=Z\\c3\\bcrich', { C: 'US', ST: 'WA', O: 'Zürich' }],
  ['C=US,ST=WA,O=Zürich', { C: 'US', ST: 'WA', O: 'Zürich' }],
  ['C=US,ST=WA,O= Acme \\ ', { C: 'US', ST: 'WA', O: 'Acme  ' }],
  ['C=US,ST=WA,O=a=b', { C: 'US', ST: 'WA', O: 'a=b' }],
])('%s is a name', (text, attributes) => {
  expect(attributesOf(text)).toEqual(attributes);
});

test.each([
  ['', 'has no attribute C'],
  ['C=US,ST=WA', 'has no attribute O'],
  ['C=US,ST=WA,O=', 'has no attribute O'],
  ['C=US,ST=WA,O=a,O=b', 'has the attribute O twice'],
  ['C=US,S=WA,ST=WA,O=a', 'has the attribute ST twice'],
  ['C=US+ST=WA,O=a', 'has two attributes in one part'],
  ['C=US,ST=WA,O="a"', 'has a character that must be escaped'],
  ['C=US,ST=WA,O=a\\', 'has a character that must be escaped'],
  ['C=US,ST=WA,O=a,', 'ends in a comma'],
  ['acme', 'is not written as C=…, ST=…, O=…'],
  ['=US', 'is not written as C=…, ST=…, O=…'],
  ['c=US,st=WA,o=a', 'has no attribute C'],
  ['C=US,ST=WA,O=#0c01', 'has an attribute whose value notation does not read'],
  ['C=US,'.repeat(2_000), 'is too long'],
])('%s is none', (text, problem) => {
  expect(attributesOf(text)).toBe(problem);
});

function subjectOf(subject: readonly (readonly [string, string])[]) {
  return readCertificate(makeCertificate({ subject }).der).subject;
}

test('the subject of a certificate is a name of the same form', () => {
  const subject = subjectOf([...acme, ['2.5.4.3', 'release']]);
  expect(subjectText(subject)).toBe('C=US, ST=WA, O=Acme, CN=release');
  const own = nameOfSubject(subject);
  const wanted = parseDistinguishedName('O=Acme,C=US,ST=WA');
  if (!('name' in own) || !('name' in wanted)) throw new Error('One of them is not a name.');
  expect(isPartOf(wanted.name, own.name)).toBe(true);
  expect(isPartOf(own.name, wanted.name)).toBe(false);
});

test('a subject with a type without letters is told, and has no name', () => {
  const subject = subjectOf([...acme, ['1.2.840.113549.1.9.1', 'a@b']]);
  expect(subjectText(subject)).toBe('C=US, ST=WA, O=Acme, 1.2.840.113549.1.9.1=a@b');
  expect(nameOfSubject(subject)).toEqual({ problem: 'has an attribute whose value notation does not read' });
});

test('a subject with two organisations has no name', () => {
  expect(nameOfSubject(subjectOf([...acme, ['2.5.4.10', 'Other']]))).toEqual({
    problem: 'has the attribute O twice',
  });
});

test('whatever a policy says, a name or a sentence comes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const reading = parseDistinguishedName(text);
      expect('name' in reading ? reading.name.size : reading.problem).toBeTruthy();
    }),
  );
});
