import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsaf } from './csaf.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };
const tree = {
  branches: [
    {
      category: 'vendor',
      name: 'Acme',
      branches: [
        {
          category: 'product_version',
          name: '2.4',
          product: {
            product_id: 'P1',
            name: 'Web 2.4',
            product_identification_helper: { purl: 'pkg:oci/web' },
          },
        },
        {
          category: 'product_version_range',
          name: 'vers:generic/<2',
          product: { product_id: 'P2', name: 'Web <2' },
        },
      ],
    },
  ],
  full_product_names: [
    {
      product_id: 'C1',
      name: 'openssl',
      product_identification_helper: {
        purls: ['pkg:deb/debian/openssl', 'pkg:rpm/redhat/openssl'],
        hashes: [{ filename: 'a', file_hashes: [{ algorithm: 'sha256', value: 'ABC' }] }],
      },
    },
  ],
  relationships: [
    {
      category: 'default_component_of',
      product_reference: 'C1',
      relates_to_product_reference: 'P1',
      full_product_name: { product_id: 'P1:C1', name: 'openssl as a component of Web 2.4' },
    },
  ],
  product_groups: [{ group_id: 'G1', product_ids: ['P1', 'P2'] }],
};

function read(vulnerabilities: unknown, document: object = {}) {
  const reading = readCsaf(
    {
      document: {
        csaf_version: '2.0',
        category: 'csaf_vex',
        title: 'Web',
        publisher: { name: 'Acme' },
        tracking: { id: 'ACME-1', status: 'final', current_release_date: '2026-01-01T00:00:00Z' },
        ...document,
      },
      product_tree: tree,
      vulnerabilities,
    },
    whole,
  );
  return { reading, rows: [...(reading?.rows?.statements?.() ?? [])], summary: reading?.summary?.() };
}

test('products of one status are apart by the reason why they are not affected', () => {
  const { rows, reading, summary } = read([
    {
      cve: 'CVE-2026-1',
      ids: [{ system_name: 'GHSA', text: 'GHSA-1' }],
      product_status: { known_not_affected: ['P1', 'P2'], known_affected: ['P1:C1'] },
      flags: [{ label: 'component_not_present', product_ids: ['P1'], date: '2026-01-02T00:00:00Z' }],
      threats: [{ category: 'impact', details: 'No Java.', group_ids: ['G1'] }],
      remediations: [{ category: 'vendor_fix', details: 'Update.', product_ids: ['P1:C1'] }],
      scores: [{ products: ['P1:C1'], cvss_v3: { baseScore: 9.8, baseSeverity: 'CRITICAL' } }],
    },
  ]);
  expect(reading?.title).toBe('CSAF VEX ACME-1 · 1 affected, 2 not affected');
  expect(summary).toMatchObject({
    statements: 3,
    vulnerabilities: 1,
    profile: 'csaf_vex',
    author: 'Acme',
    title: 'Web',
    status: 'final',
    timestamp: '2026-01-01T00:00:00Z',
  });
  expect(rows).toEqual([
    {
      vulnerability: 'CVE-2026-1',
      aliases: ['GHSA-1'],
      products: [
        {
          name: 'openssl as a component of Web 2.4',
          version: '2.4',
          purl: 'pkg:oci/web',
          ids: ['P1:C1', 'P1'],
          subcomponents: [
            {
              name: 'openssl',
              purl: 'pkg:deb/debian/openssl',
              hashes: ['sha256:abc'],
              ids: ['C1', 'pkg:rpm/redhat/openssl'],
            },
          ],
        },
      ],
      status: 'affected',
      action: 'Update.',
      timestamp: '2026-01-01T00:00:00Z',
      severity: 'critical',
    },
    {
      vulnerability: 'CVE-2026-1',
      aliases: ['GHSA-1'],
      products: [{ name: 'Web 2.4', version: '2.4', purl: 'pkg:oci/web', ids: ['P1'] }],
      status: 'not_affected',
      justification: 'component_not_present',
      impact: 'No Java.',
      timestamp: '2026-01-02T00:00:00Z',
    },
    expect.objectContaining({
      products: [{ name: 'Web <2', versions: 'vers:generic/<2', ids: ['P2'] }],
      status: 'not_affected',
      impact: 'No Java.',
    }),
  ]);
});

test.each([
  ['first_affected', 'affected'],
  ['last_affected', 'affected'],
  ['first_fixed', 'fixed'],
  ['fixed', 'fixed'],
  ['under_investigation', 'under_investigation'],
])('%s states %s', (list, status) => {
  const { rows } = read([{ ids: [{ text: 'ACME-V-1' }], product_status: { [list]: ['P9'] } }]);
  expect(rows).toMatchObject([
    { vulnerability: 'ACME-V-1', status, products: [{ name: 'P9', ids: ['P9'] }] },
  ]);
});

test('an advisory without a status of products tells how many vulnerabilities it has', () => {
  const { reading } = read([{ cve: 'CVE-1', product_status: { recommended: ['P1'] } }, { title: 'x' }], {
    category: 'csaf_security_advisory',
  });
  expect(reading?.title).toBe('CSAF ACME-1 · 2 vulnerabilities');
});

test('metrics of 2.1 give the severity too', () => {
  const metrics = [{ products: ['P1'], content: { cvss_v4: { baseSeverity: 'HIGH' } } }];
  expect(read([{ cve: 'CVE-1', product_status: { fixed: ['P1'] }, metrics }]).rows[0]?.severity).toBe('high');
});

test('whatever stands in the document, rows come out of it', () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 5 }),
      fc.jsonValue({ maxDepth: 5 }),
      (vulnerabilities, product_tree) => {
        const value = { document: { csaf_version: '2.0' }, product_tree, vulnerabilities };
        const reading = readCsaf(value, whole);
        for (const row of reading?.rows?.statements?.() ?? []) expect(row.products.length).toBeGreaterThan(0);
        expect(read([vulnerabilities, { product_status: vulnerabilities }]).reading?.title).toContain('CSAF');
      },
    ),
  );
});
