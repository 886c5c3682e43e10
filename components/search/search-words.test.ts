import { expect, test } from 'vitest';
import { countOf, gapSentences, readSearchKind } from './search-words.ts';

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
  expect(gapSentences(answer, 'repository')).toEqual([]);
  expect(gapSentences({ ...answer, notAsked: 1 }, 'type')).toEqual([
    '1 repository is left out: the registry did not tell whether you may read it. Search again in a moment.',
  ]);
  expect(gapSentences({ ...answer, notAsked: 2 }, 'package')[0]).toContain('2 repositories are left out');
  expect(gapSentences({ artifacts: 3, unknown: 0, without: 0 }, 'package')).toEqual([]);
  expect([countOf(1, 'artifact'), countOf(1_000, 'artifact')]).toEqual(['1 artifact', '1,000 artifacts']);
});
