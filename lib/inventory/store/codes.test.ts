import { expect, test } from 'vitest';
import { cellStates, evidenceNames } from '#lib/audit/audit';
import { severities } from '#lib/formats/documents/rows';
import { edgeSources } from '#lib/graph/model';
import { kinds } from '#lib/oci/kind';
import { bitsOf, evidenceCodes, kindCodes, kindOf, severityCodes, stateCodes } from './codes.ts';

test('no two words of a list have the same number', () => {
  const numbers = [
    cellStates.map((word) => stateCodes[word]),
    evidenceNames.map((word) => evidenceCodes[word]),
    severities.map((word) => severityCodes[word]),
    kinds.map((word) => kindCodes[word]),
  ];
  for (const list of numbers) expect(list.toSorted((one, other) => one - other)).toEqual([...list.keys()]);
});

test('a kind is read back by its number, and one of a newer release is an artifact', () => {
  expect(kinds.map((kind) => kindOf(kindCodes[kind]))).toEqual(kinds);
  expect(kindOf(kinds.length)).toBe('artifact');
});

test('evidence stands in the order of its columns, and not known comes first', () => {
  expect(evidenceNames.map((name) => evidenceCodes[name])).toEqual([0, 1, 2, 3, 4]);
  expect([stateCodes.unknown, stateCodes.none]).toEqual([0, 1]);
});

test('each source has a bit of its own', () => {
  expect(bitsOf(edgeSources)).toBe(2 ** edgeSources.length - 1);
  expect(bitsOf(['referrers-api', 'referrers-api', 'cosign-tags'])).toBe(10);
});
