import fc from 'fast-check';
import { expect, test } from 'vitest';
import { severities } from '#lib/formats/documents/rows';
import type { RequiredEvidence } from './requirements.ts';
import { requiredPlaces, requiredStates } from './requirements.ts';
import { formatRequirementsQuery, requirementsOfQuery } from './requirements-of-query.ts';

const requireOf = (text: string) => requirementsOfQuery(text).rules[0]?.require;
const problemOf = (text: string) => requirementsOfQuery(text).problems?.[0];

test('a query names kinds of evidence, and behind each what is more than being there', () => {
  expect(requireOf('signature:valid, sbom')).toEqual([
    { evidence: 'signature', state: 'valid' },
    { evidence: 'sbom', state: 'present' },
  ]);
  expect(requireOf('report:max-high:7d:each')).toEqual([
    { evidence: 'report', state: 'present', platforms: 'each', maxAgeDays: 7, maxSeverity: 'high' },
  ]);
});

test('none requires nothing, and an empty list is a mistake', () => {
  expect(requirementsOfQuery('none')).toEqual({ rules: [] });
  expect(problemOf('')).toBe('It names no kind of evidence.');
  expect(problemOf('sbom,none')).toContain('none is not a known kind of evidence.');
});

test.each([
  ['signatures', 'signatures is not a known kind of evidence. Known are signature,'],
  ['signature:good', 'signature:good: good is unknown. Write a state (present, valid, matches)'],
  ['sbom:7d', 'sbom:7d: an age and a severity are only allowed for a report.'],
  ['report:critical', 'write max-critical, which allows no open finding above critical.'],
  ['report:7', 'write days such as 7d, at most 36500d.'],
  ['report:99999d', 'write days such as 7d, at most 36500d.'],
  ['report:7d:8d', 'report:7d:8d: 8d repeats an earlier part.'],
  ['signature:', 'An empty part is unknown.'],
])('%j is not understood, and the sentence says what to write', (text, sentence) => {
  expect(problemOf(text)).toContain(sentence);
  expect(requirementsOfQuery(`sbom,${text}`).problems).toHaveLength(1);
});

test('a list that is too long is refused and never cut', () => {
  expect(requirementsOfQuery(`${'sbom,'.repeat(120)}signature`)).toMatchObject({ rules: [] });
  expect(problemOf('sbom,'.repeat(120))).toContain('500 characters');
});

const options = { state: fc.constantFrom(...requiredStates), platforms: fc.constantFrom(...requiredPlaces) };
const required: fc.Arbitrary<RequiredEvidence> = fc.oneof(
  fc.record(
    {
      evidence: fc.constant('report' as const),
      ...options,
      maxAgeDays: fc.nat(36_500),
      maxSeverity: fc.constantFrom(...severities),
    },
    { requiredKeys: ['evidence', 'state'] },
  ),
  fc.record(
    { evidence: fc.constantFrom('signature', 'provenance', 'sbom', 'vex'), ...options },
    { requiredKeys: ['evidence', 'state'] },
  ),
);

test('whatever can be required of all repositories reads back from its address', () => {
  fc.assert(
    fc.property(fc.array(required, { minLength: 1, maxLength: 6 }), (require) => {
      expect(requireOf(formatRequirementsQuery(require))).toEqual(require);
    }),
  );
  expect(requirementsOfQuery(formatRequirementsQuery([]))).toEqual({ rules: [] });
});

test('whatever the address, the answer is requirements or sentences', () => {
  const words = fc.constantFrom('signature', 'report', 'none', '7d', 'max-high', 'each', ':', ',', ' ', '');
  const texts = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 12 }).map((list) => list.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const { rules, problems = [] } = requirementsOfQuery(text);
      expect(rules.length + problems.length > 0 || text.trim() === 'none').toBe(true);
      expect(problems.every((problem) => problem.endsWith('.'))).toBe(true);
    }),
  );
});
