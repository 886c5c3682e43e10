import { expect, test } from 'vitest';
import { countOf, gapSentences, noHitsText, nothingFoundText, readSearchKind } from './search-words.ts';

test('an address that names no kind searches packages', () => {
  expect(['signer', 'toString', null, ''].map(readSearchKind)).toEqual([
    'signer',
    'package',
    'package',
    'package',
  ]);
});

test('what nobody can say is told apart from what is proven not to be there', () => {
  const answer = { artifacts: 1_200, unknown: 15, without: 1 };
  expect(gapSentences(answer, 'package')).toEqual([
    '15 of 1,200 artifacts: not known whether there is an SBOM.',
    '1 of 1,200 artifacts has no SBOM.',
  ]);
  expect(gapSentences(answer, 'vulnerability')[0]).toContain('a vulnerability report');
  expect(gapSentences(answer, 'builder')).toEqual([
    '15 of 1,200 artifacts: not known whether there is provenance.',
    '1 of 1,200 artifacts has no provenance.',
  ]);
  expect(gapSentences(answer, 'repository')).toEqual([]);
  expect(gapSentences({ ...answer, notAsked: 1 }, 'type')).toEqual([
    '1 repository is left out: the registry did not tell whether you may read it. Try again in a moment.',
  ]);
  expect(gapSentences({ ...answer, notAsked: 2 }, 'package')[0]).toContain('2 repositories are left out');
  expect(gapSentences({ artifacts: 3, unknown: 0, without: 0 }, 'package')).toEqual([]);
  expect([countOf(1, 'artifact'), countOf(1_000, 'artifact')]).toEqual(['1 artifact', '1,000 artifacts']);
});

test('nothing found is said only of what could be searched and compared', () => {
  const all = { unknown: 0, without: 0, notCompared: [] };
  expect(nothingFoundText(all, 'package')).toBe('No artifact that was scanned has this.');
  expect(nothingFoundText({ ...all, without: 3 }, 'package')).toBe(
    'No scanned artifact that is known to have an SBOM has this.',
  );
  expect(nothingFoundText({ ...all, unknown: 1 }, 'builder')).toContain('to have provenance has this');
  expect(nothingFoundText({ ...all, unknown: 1 }, 'signer')).toContain('to have a signature has this');
  expect(nothingFoundText({ ...all, without: 3 }, 'annotation')).toBe(
    'No artifact that was scanned has this.',
  );
  expect(nothingFoundText({ ...all, notAsked: 1 }, 'package')).toBe(
    'No artifact that was searched has this.',
  );
  expect(
    nothingFoundText({ ...all, notCompared: [{ name: 'axios', type: 'npm', version: '1.7.7' }] }, 'package'),
  ).toBe('Of the versions that could be compared, none is below this one.');
});

test('a saved question has no hits only where something was scanned', () => {
  const asOf = '2026-11-27T16:41:00Z';
  const sure = { unknown: 0, without: 0, notCompared: 0 };
  expect(noHitsText(sure)).toBe('Nothing was scanned here, so nobody knows.');
  expect(noHitsText({ asOf, ...sure })).toBe('None.');
  for (const doubt of [{ unknown: 2 }, { without: 1 }, { notCompared: 1 }, { notAsked: 1 }])
    expect(noHitsText({ asOf, ...sure, ...doubt })).toBe('Among the artifacts that are known, none.');
});
