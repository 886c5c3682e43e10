import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';

const many = <Value>(make: (index: number) => Value) =>
  Array.from({ length: 4000 }, (_, index) => make(index));
const filler = 'x'.repeat(300);
const trivyResult = {
  Target: 'os',
  Vulnerabilities: many((index) => ({ VulnerabilityID: `CVE-${index}`, Severity: 'HIGH', Title: filler })),
};

test.each([
  [
    'SARIF',
    {
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'a', rules: many((index) => ({ id: `r${index}`, name: filler })) } },
          artifacts: many((index) => ({ location: { uri: `${filler}/${index}` } })),
          results: many((index) => ({
            ruleIndex: index,
            message: { text: filler },
            locations: [{ physicalLocation: { artifactLocation: { index } } }],
          })),
        },
      ],
    },
    'SARIF · 4000 warnings · a',
  ],
  ['Trivy', { SchemaVersion: 2, ArtifactName: 'a', Results: [trivyResult] }, '4000 high · Trivy'],
  ["Trivy's first form", [trivyResult], '4000 high · Trivy'],
  [
    'Grype',
    {
      matches: many((index) => ({
        vulnerability: { id: `CVE-${index}`, severity: 'Low', description: filler },
      })),
    },
    '4000 low · Grype',
  ],
  [
    'GitLab',
    {
      version: '15',
      scan: { type: 'sast', scanner: { name: 'a' } },
      vulnerabilities: many(() => ({
        severity: 'Low',
        identifiers: [{ value: filler }],
        location: { file: 'a' },
      })),
    },
    '4000 low · a',
  ],
  [
    'Snyk',
    [{ ok: false, vulnerabilities: many((index) => ({ id: `S${index}`, severity: 'low', title: filler })) }],
    '4000 low · Snyk',
  ],
  [
    'OpenVEX',
    {
      '@context': 'https://openvex.dev/ns',
      statements: many(() => ({ vulnerability: filler, products: ['pkg:npm/a'], status: 'fixed' })),
    },
    'OpenVEX · 4000 fixed',
  ],
  [
    'CSAF',
    {
      document: { csaf_version: '2.0' },
      vulnerabilities: many(() => ({ title: filler, product_status: { fixed: ['P'] } })),
    },
    'CSAF · 4000 fixed',
  ],
  [
    'events of go test',
    many((index) => ({ Action: 'pass', Package: filler, Test: `T${index}` })),
    'Tests passed · 4000 of 4000',
  ],
])('%s of more than a MiB, whose lists are read in pieces, says all that it holds', (_, value, title) => {
  const text = JSON.stringify(value);
  expect(text.length).toBeGreaterThan(1_100_000);
  const [document] = readingOf(text).documents;
  expect(document?.title).toBe(title);
  const rows = document?.rows?.findings ?? document?.rows?.statements ?? document?.rows?.tests;
  expect([...(rows?.() ?? [])]).toHaveLength(4000);
});
