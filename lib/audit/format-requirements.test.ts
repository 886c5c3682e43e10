import fc from 'fast-check';
import { expect, test } from 'vitest';
import { severities } from '#lib/formats/documents/rows';
import { kinds } from '#lib/oci/kind';
import { formatRequirements } from './format-requirements.ts';
import { readStatedRequirements } from './read-requirements.ts';
import { requiredPlaces, requiredStates } from './requirements.ts';

const where = {
  state: fc.constantFrom(...requiredStates),
  platforms: fc.constantFrom(...requiredPlaces),
};
const report = fc.record(
  {
    evidence: fc.constant('report' as const),
    ...where,
    maxAgeDays: fc.nat(36_500),
    maxSeverity: fc.constantFrom(...severities),
  },
  { requiredKeys: ['evidence', 'state'] },
);
const other = fc.record(
  { evidence: fc.constantFrom('signature', 'provenance', 'sbom', 'vex'), ...where },
  { requiredKeys: ['evidence', 'state'] },
);
const rule = fc.record(
  {
    name: fc.constantFrom('releases', 'a: b # c', '"quoted"', 'true', '- x'),
    repositories: fc.array(
      fc.string().map((text) => `a/${text}`),
      { maxLength: 3 },
    ),
    kinds: fc.array(fc.constantFrom(...kinds), { maxLength: 3 }),
    require: fc.array(fc.oneof(report, other), { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: ['repositories', 'kinds', 'require'] },
);

test('what was chosen reads back from its file', () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 4 }), (rules) => {
      expect(readStatedRequirements({ text: formatRequirements(rules) })).toEqual({ rules });
    }),
  );
});

test('a file is written as people write it', () => {
  const rules = [
    {
      repositories: ['registry.example.com/team/**'],
      kinds: ['image', 'index'] as const,
      require: [
        { evidence: 'signature', state: 'valid' },
        { evidence: 'sbom', state: 'present' },
      ] as const,
    },
  ];
  expect(formatRequirements(rules)).toBe(`rules:
  - repositories: ["registry.example.com/team/**"]
    kinds: [image, index]
    require:
      - signature: {state: valid}
      - sbom
`);
});
