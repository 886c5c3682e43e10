import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingsOfBom, readBomVulnerabilities, statementsOfBom } from './cyclonedx-vulnerabilities.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };
const openssl = {
  'bom-ref': 'pkg:deb/debian/openssl@3.0.1?package-id=1',
  name: 'openssl',
  version: '3.0.1',
  purl: 'pkg:deb/debian/openssl@3.0.1',
};

function bom(vulnerability: object, rest: object = {}) {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: 'urn:uuid:cbb2cd68-2857-43b8-a10b-e8c03d277d18',
    version: 2,
    metadata: { timestamp: '2026-01-02T03:04:05Z', component: { name: 'web', 'bom-ref': 'root' } },
    vulnerabilities: [{ id: 'CVE-2026-1', ...vulnerability }],
    ...rest,
  };
}

test('a finding is told once for each component it affects, nested ones too, with the gravest rating', () => {
  const document = bom(
    {
      ratings: [{ severity: 'medium', score: 5 }, { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
      recommendation: 'Upgrade openssl to version 3.0.2, 3.1.1',
      affects: [{ ref: openssl['bom-ref'] }, { ref: 'pkg:npm/%40acme/web@1.0.0' }],
      references: [{ id: 'GHSA-1' }],
      source: { name: 'NVD', url: 'https://nvd.example/CVE-2026-1' },
    },
    { components: [{ name: 'base', components: [openssl] }] },
  );
  expect([...findingsOfBom(document)]).toEqual([
    {
      id: 'CVE-2026-1',
      aliases: ['GHSA-1'],
      severity: 'critical',
      score: 9.8,
      package: 'openssl',
      version: '3.0.1',
      purl: 'pkg:deb/debian/openssl@3.0.1',
      fixedIn: ['3.0.2', '3.1.1'],
      url: 'https://nvd.example/CVE-2026-1',
      state: 'open',
    },
    expect.objectContaining({ package: '%40acme/web', purl: 'pkg:npm/%40acme/web@1.0.0' }),
  ]);
});

test.each([
  ['exploitable', 'affected', 'open'],
  ['in_triage', 'under_investigation', 'open'],
  ['resolved', 'fixed', 'fixed'],
  ['resolved_with_pedigree', 'fixed', 'fixed'],
  ['not_affected', 'not_affected', 'not_affected'],
  ['false_positive', 'not_affected', 'false_positive'],
])('an analysis %s states %s, and the finding is %s', (state, status, finding) => {
  const document = bom({ analysis: { state }, affects: [{ ref: 'root' }] });
  expect([...statementsOfBom(document)]).toEqual([
    {
      vulnerability: 'CVE-2026-1',
      aliases: [],
      products: [{ name: 'web', ids: ['root'] }],
      status,
      timestamp: '2026-01-02T03:04:05Z',
    },
  ]);
  expect([...findingsOfBom(document)][0]?.state).toBe(finding);
});

test('a BOM-Link names a component of this BOM, or one of another by its purl or its name', () => {
  const link = (ref: string) =>
    [...statementsOfBom(bom({ analysis: { state: 'resolved' }, affects: [{ ref }] }))][0]?.products;
  expect(link('urn:cdx:cbb2cd68-2857-43b8-a10b-e8c03d277d18/2#root')).toEqual([
    { name: 'web', ids: ['root'] },
  ]);
  expect(link('urn:cdx:x/1#pkg:npm/a@1')).toEqual([
    { name: 'a', purl: 'pkg:npm/a@1', ids: ['urn:cdx:x/1#pkg:npm/a@1'] },
  ]);
  expect(link('urn:cdx:x/1#acme%2Dweb')).toEqual([{ name: 'acme-web', ids: ['urn:cdx:x/1#acme%2Dweb'] }]);
});

test('versions that are unaffected are stated apart from those that are affected', () => {
  const versions = [
    { version: '2.4', status: 'affected' },
    { range: 'vers:generic/>=2.9', status: 'affected' },
    { version: '2.5', status: 'unaffected' },
  ];
  const document = bom({ analysis: { state: 'exploitable' }, affects: [{ ref: 'root', versions }] });
  expect([...statementsOfBom(document)].map(({ status, products }) => [status, products])).toEqual([
    [
      'affected',
      [
        { name: 'web', version: '2.4', ids: ['root'] },
        { name: 'web', versions: 'vers:generic/>=2.9', ids: ['root'] },
      ],
    ],
    ['not_affected', [{ name: 'web', version: '2.5', ids: ['root'] }]],
  ]);
});

test('a BOM of nothing but vulnerabilities is VEX once one is judged, and a report before', () => {
  const read = (document: unknown) =>
    readBomVulnerabilities(document, 'CycloneDX 1.5', 'cyclonedx-json', whole);
  expect(read(bom({ analysis: { state: 'not_affected' } }))).toMatchObject({
    kind: 'vex',
    title: 'CycloneDX 1.5 VEX · 1 not affected',
  });
  expect(read(bom({ ratings: [{ severity: 'high' }] }))).toMatchObject({
    kind: 'vulnerability-report',
    title: '1 high · CycloneDX 1.5',
  });
  expect(read({ vulnerabilities: [] })).toBeUndefined();
});

test('whatever stands in the list, rows come out of it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 3 }), (vulnerability, components) => {
      const document = { vulnerabilities: [vulnerability], components };
      for (const row of findingsOfBom(document)) expect(row.fixedIn).toBeInstanceOf(Array);
      for (const row of statementsOfBom(document)) expect(row.products).toBeInstanceOf(Array);
    }),
  );
});
