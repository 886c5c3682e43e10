import { expect, test } from 'vitest';
import { formatLimits } from '#lib/formats/limits';
import { hashText, licencesOf, listInRow, nameWithGroup, sbomReading, typeOfPurl } from './sbom-reading.ts';

test.each([
  ['SHA-256', 'sha256:ab'],
  ['SHA1', 'sha1:ab'],
  ['SHA3-256', 'sha3-256:ab'],
  ['SHA3_256', 'sha3-256:ab'],
  ['checksumAlgorithm_sha512', 'sha512:ab'],
  ['BLAKE2b-256', 'blake2b-256:ab'],
  ['MD5', 'md5:ab'],
])('a hash by %s is written %s', (algorithm, hash) => {
  expect(hashText(algorithm, 'AB')).toBe(hash);
});

test('a licence is counted once for a package, and what says nothing is none', () => {
  expect(licencesOf(['MIT', '(MIT)', 'NOASSERTION', undefined, 'ISC'])).toEqual(['MIT', 'ISC']);
});

test('a list in a row is no longer than anybody reads, and none is absent', () => {
  const texts = Array.from({ length: 500 }, (_, at) => `${at}`);
  expect(listInRow(texts)).toHaveLength(formatLimits.listInRowMax);
  expect(listInRow([])).toBeUndefined();
});

test.each([
  ['pkg:npm/a@1', 'npm'],
  ['pkg:Deb/debian/x', 'deb'],
  ['pkg://golang/x', 'golang'],
  ['no purl', undefined],
])('the type of %s is %s', (purl, type) => {
  expect(typeOfPurl(purl)).toBe(type);
});

test('a group stands before the name as its ecosystem writes it', () => {
  expect(nameWithGroup('@a', 'b', 'pkg:npm/%40a/b')).toBe('@a/b');
  expect(nameWithGroup('org.a', 'b', 'pkg:maven/org.a/b')).toBe('org.a:b');
  expect(nameWithGroup('@a', '@a/b', undefined)).toBe('@a/b');
  expect(nameWithGroup(undefined, 'b', undefined)).toBe('b');
});

test('licences of more names than any document has are counted in part', () => {
  const reading = sbomReading(
    { isWhole: true, bytes: 1, annotations: {} },
    {
      format: 'x',
      name: 'X',
      counted: () => 'many',
      packages: function* () {
        for (let at = 0; at < 5_000; at++) yield { name: 'p', licences: [`L${at}`] };
      },
      facts: () => ({ tools: [] }),
    },
  );
  const summary = reading.summary?.();
  expect(summary?.of === 'sbom' && [summary.packages, summary.licences.length]).toEqual([
    5_000,
    formatLimits.licencesMax,
  ]);
});
