import { expect, test } from 'vitest';
import { requirementLabel, requirementSentence, ruleScope } from './requirement-words.ts';
import { requirementsOfQuery } from './requirements-of-query.ts';

const requiredOf = (text: string) => requirementsOfQuery(text).rules[0]?.require ?? [];

test.each([
  ['sbom', 'SBOM'],
  ['signature:matches', 'Signature matches the policy'],
  ['provenance:valid:each', 'Provenance is valid on each platform'],
  ['report:7d:max-high', 'Report at most 7 days old, no critical open'],
  ['report:1d', 'Report at most 1 day old'],
  ['report:valid:max-low', 'Report is valid, nothing open above low'],
  ['report:max-none', 'Report no open finding with a severity'],
  ['report:max-critical', 'Report any open finding, up to critical'],
])('%s reads %j', (text, label) => {
  expect(requiredOf(text).map(requirementLabel)).toEqual([label]);
});

test('a sentence says all of it', () => {
  expect(requiredOf('report:valid:index:7d:max-high').map(requirementSentence)).toEqual([
    'The artifact must have a report of vulnerabilities that is valid on the index, at most 7 days old, with no open finding above high',
  ]);
});

test('a rule says for what it is, unless that is everything', () => {
  expect(ruleScope({ repositories: [], kinds: [], require: [] })).toBeUndefined();
  expect(ruleScope({ repositories: ['**'], kinds: [], require: [] })).toBeUndefined();
  expect(ruleScope({ repositories: ['a.test/**'], kinds: ['image'], require: [] })).toBe('a.test/**, image');
});
