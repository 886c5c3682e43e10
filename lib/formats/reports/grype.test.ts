import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readGrype } from './grype.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };

function read(value: unknown) {
  const reading = readGrype(value, whole);
  const summary = reading?.summary?.();
  return { title: reading?.title, rows: [...(reading?.rows?.findings?.() ?? [])], summary };
}

const match = {
  vulnerability: {
    id: 'GHSA-1',
    dataSource: 'https://github.com/advisories/GHSA-1',
    severity: 'High',
    description: 'A bad thing. More of it.',
    cvss: [{ metrics: { baseScore: 7.5 } }],
    fix: { versions: ['2.0.1'], state: 'fixed' },
  },
  relatedVulnerabilities: [{ id: 'CVE-2026-1' }, { id: 'GHSA-1' }],
  artifact: {
    name: 'left-pad',
    version: '2.0.0',
    purl: 'pkg:npm/left-pad@2.0.0',
    locations: [{ path: '/app/package.json' }],
  },
};

test('a match is told with its other names, its package and what mends it', () => {
  const { title, rows, summary } = read({
    matches: [match],
    source: { type: 'image', target: { userInput: 'web:1' } },
    descriptor: { name: 'grype', version: '0.90.0', timestamp: '2026-01-02T03:04:05Z' },
  });
  expect(title).toBe('1 high · Grype');
  expect(rows).toEqual([
    {
      id: 'GHSA-1',
      aliases: ['CVE-2026-1'],
      severity: 'high',
      score: 7.5,
      package: 'left-pad',
      version: '2.0.0',
      purl: 'pkg:npm/left-pad@2.0.0',
      fixedIn: ['2.0.1'],
      location: '/app/package.json',
      title: 'A bad thing.',
      url: 'https://github.com/advisories/GHSA-1',
      state: 'open',
      description: 'A bad thing. More of it.',
    },
  ]);
  expect(summary).toMatchObject({
    findings: 1,
    fixable: 1,
    tools: ['Grype 0.90.0'],
    target: 'web:1',
    scannedAt: '2026-01-02T03:04:05Z',
  });
});

test('ignored matches do not count, and say whether VEX excused them', () => {
  const critical = { vulnerability: { id: 'CVE-2', severity: 'Critical' } };
  const { title, rows } = read({
    matches: [match],
    ignoredMatches: [critical, { ...critical, appliedIgnoreRules: [{ 'vex-status': 'not_affected' }] }],
    descriptor: { name: 'grype' },
  });
  expect(title).toBe('1 high · Grype');
  expect(rows.map(({ state }) => state)).toEqual(['open', 'ignored', 'not_affected']);
});

test('whatever stands in the matches, it is told in a title', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 5 })), (matches) => {
      expect(read({ matches, ignoredMatches: matches, descriptor: { name: 'grype' } }).title).toContain(
        'Grype',
      );
    }),
  );
});
