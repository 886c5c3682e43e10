import { expect, test } from 'vitest';
import { readSpdx3 } from './spdx3.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };
const context = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld';
const vulnerability = {
  type: 'security_Vulnerability',
  spdxId: 'urn:v',
  description: 'A flaw',
  externalIdentifier: [
    { externalIdentifierType: 'cve', identifier: 'CVE-2026-1' },
    { externalIdentifierType: 'securityOther', identifier: 'GHSA-1' },
  ],
};
const web = {
  type: 'software_Package',
  spdxId: 'urn:web',
  name: 'web',
  software_packageVersion: '1',
  software_packageUrl: 'pkg:oci/web',
};
const score = {
  type: 'security_CvssV3VulnAssessmentRelationship',
  from: 'urn:v',
  to: ['urn:web'],
  relationshipType: 'hasAssessmentFor',
  security_score: 9.8,
  security_severity: 'critical',
};
const found = {
  type: 'Relationship',
  from: 'urn:web',
  relationshipType: 'hasAssociatedVulnerability',
  to: ['urn:v'],
};
const excuse = {
  type: 'security_VexNotAffectedVulnAssessmentRelationship',
  from: 'urn:v',
  to: ['urn:web'],
  relationshipType: 'doesNotAffect',
  security_assessedElement: 'urn:part',
  security_justificationType: 'vulnerableCodeNotInExecutePath',
  security_impactStatement: 'Never called.',
  security_publishedTime: '2026-01-02T03:04:05Z',
};

function read(...elements: readonly object[]) {
  return readSpdx3({ '@context': context, '@graph': elements }, whole);
}

test('the vulnerabilities of a package are findings with the gravest score', () => {
  const reading = read(vulnerability, web, score, found);
  expect(reading?.kind).toBe('sbom');
  expect(reading?.summary?.()).toMatchObject({ packages: 1, vulnerabilities: 1 });
  expect([...(reading?.rows?.findings?.() ?? [])]).toEqual([
    {
      id: 'CVE-2026-1',
      aliases: ['GHSA-1'],
      severity: 'critical',
      score: 9.8,
      package: 'web',
      version: '1',
      purl: 'pkg:oci/web',
      fixedIn: [],
      state: 'open',
      description: 'A flaw',
    },
  ]);
  expect(reading?.rows).not.toHaveProperty('statements');
});

test('assessments are VEX statements about the packages that they name', () => {
  const reading = read(vulnerability, web, excuse);
  expect([...(reading?.rows?.statements?.() ?? [])]).toEqual([
    {
      vulnerability: 'CVE-2026-1',
      aliases: ['GHSA-1'],
      products: [
        {
          name: 'web',
          version: '1',
          purl: 'pkg:oci/web',
          ids: ['urn:web'],
          subcomponents: [{ name: 'urn:part', ids: ['urn:part'] }],
        },
      ],
      status: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
      impact: 'Never called.',
      timestamp: '2026-01-02T03:04:05Z',
    },
  ]);
});

test('a document of statements alone is VEX, also when the vulnerability is only named', () => {
  expect(read(vulnerability, excuse)).toMatchObject({
    kind: 'vex',
    title: 'SPDX 3.0.1 VEX · 1 not affected',
  });
  const alone = read({ ...excuse, from: 'https://a.example/cve-2026-2' });
  expect([...(alone?.rows?.statements?.() ?? [])]).toMatchObject([{ vulnerability: 'CVE-2026-2' }]);
});
