import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRequirements, requiredNames } from './read-requirements.ts';

const file = `# What we require.
rules:
  - name: releases
    repositories: ["registry.example.com/team/**"]
    kinds: [image, index]
    state: valid
    maxAgeDays: 7
    require:
      - signature
      - sbom: {state: present, platforms: each}
      - evidence: report
        maxSeverity: high
        state: present
  - require: [provenance]
`;

test('rules are read with what they share and what each requirement says itself', () => {
  expect(readRequirements(file)).toEqual({
    rules: [
      {
        name: 'releases',
        repositories: ['registry.example.com/team/**'],
        kinds: ['image', 'index'],
        require: [
          { evidence: 'signature', state: 'valid' },
          { evidence: 'sbom', state: 'present', platforms: 'each' },
          { evidence: 'report', state: 'present', maxAgeDays: 7, maxSeverity: 'high' },
        ],
      },
      { repositories: [], kinds: [], require: [{ evidence: 'provenance', state: 'present' }] },
    ],
  });
  expect(requiredNames(readRequirements(file))).toEqual(['signature', 'provenance', 'sbom', 'report']);
});

const rule = (line: string) => `rules:\n  - require: [report]\n    ${line}\n`;

test.each([
  ['', 'Line 1: The file must begin with rules:.'],
  ['rules: [', 'Line 1: The document is not valid YAML.'],
  ['rules:\n  - require: []', 'Line 2: require is empty.'],
  [rule('repositry: a/b'), 'Line 3: repositry is not a field of a rule.'],
  [rule('kinds: [picture]'), 'Line 3: picture is not a known kind.'],
  [rule('repositories: ["*"]'), 'Line 3: * matches no repository. Include the host, or use ** for all.'],
  [rule('maxAgeDays: soon'), 'Line 2: maxAgeDays must be a whole number of days, at most 36500.'],
  [rule('state: perfect'), 'Line 2: perfect is not a known state. Known are present, valid, matches.'],
  ['rules:\n  - require:\n      - vex\n      - signed', 'Line 4: signed is not a known evidence.'],
  [
    'rules:\n  - require:\n      - sbom:\n          maxAgeDays: 3',
    'Line 4: maxAgeDays is only allowed for a report.',
  ],
  ['rules: []\n---\nrules: []', 'Line 1: The file has several documents. Only one is allowed.'],
])('%j is not understood, and the line is told', (text, problem) => {
  expect(readRequirements(text).problems?.[0]).toContain(problem);
});

test('whatever the file, the answer is rules or sentences', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .tuple(fc.nat(file.length), fc.string({ maxLength: 8 }))
      .map(([at, text]) => file.slice(0, at) + text + file.slice(at + 3)),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const { rules, problems = [] } = readRequirements(text);
      expect(rules.length + problems.length).toBeGreaterThan(0);
      expect(problems.every((problem) => problem.endsWith('.'))).toBe(true);
    }),
  );
});
