import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOpenVex } from './openvex.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };

function read(value: unknown) {
  const reading = readOpenVex(value, whole);
  return { reading, rows: [...(reading?.rows?.statements?.() ?? [])], summary: reading?.summary?.() };
}

test('a document of today is read with identifiers, hashes and subcomponents', () => {
  const { reading, rows, summary } = read({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    author: 'Acme',
    timestamp: '2026-01-01T00:00:00Z',
    statements: [
      {
        vulnerability: { '@id': 'https://nvd.example/CVE-2026-1', name: 'CVE-2026-1', aliases: ['GHSA-1'] },
        products: [
          {
            '@id': 'pkg:oci/web@sha256%3Aabc',
            hashes: { 'sha-256': 'ABC', md5: 'd' },
            subcomponents: [
              { '@id': 'https://acme.example/openssl', identifiers: { purl: 'pkg:deb/debian/openssl' } },
            ],
          },
        ],
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
        impact_statement: 'Never loaded.',
        timestamp: '2026-01-02T00:00:00Z',
      },
      { vulnerability: { '@id': 'https://nvd.example/CVE-2026-2' }, status: 'fixed' },
    ],
  });
  expect(reading).toMatchObject({
    title: 'OpenVEX · 1 not affected, 1 fixed',
    version: '0.2.0',
    kind: 'vex',
  });
  expect(summary).toMatchObject({ statements: 2, vulnerabilities: 2, author: 'Acme' });
  expect(rows).toEqual([
    {
      vulnerability: 'CVE-2026-1',
      aliases: ['GHSA-1'],
      products: [
        {
          name: 'web',
          purl: 'pkg:oci/web@sha256%3Aabc',
          hashes: ['sha256:abc', 'md5:d'],
          subcomponents: [
            {
              name: 'debian/openssl',
              purl: 'pkg:deb/debian/openssl',
              ids: ['https://acme.example/openssl'],
            },
          ],
        },
      ],
      status: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
      impact: 'Never loaded.',
      timestamp: '2026-01-02T00:00:00Z',
    },
    {
      vulnerability: 'CVE-2026-2',
      aliases: [],
      products: [],
      status: 'fixed',
      timestamp: '2026-01-01T00:00:00Z',
    },
  ]);
});

test.each([
  [{ '@context': 'https://openvex.dev/ns' }],
  [{ '@context': ['https://openvex.dev/ns/v0.0.1', {}] }],
  [{ format: 'text/vex+json' }],
])('the form of texts is read in %j', (head) => {
  const { rows } = read({
    ...head,
    statements: [
      { vulnerability: 'CVE-1', products: ['pkg:oci/web'], subcomponents: ['pkg:npm/a'], status: 'affected' },
    ],
  });
  expect(rows).toEqual([
    {
      vulnerability: 'CVE-1',
      aliases: [],
      products: [{ name: 'web', purl: 'pkg:oci/web', subcomponents: [{ name: 'a', purl: 'pkg:npm/a' }] }],
      status: 'affected',
    },
  ]);
});

test.each([
  [null],
  [{}],
  [{ '@context': 'https://openvex.dev.thief.example/ns' }],
  [{ '@context': 'https://spdx.org/rdf' }],
])('%j is no OpenVEX', (value) => {
  expect(readOpenVex(value, whole)).toBeUndefined();
});

test('whatever stands among the statements, rows come out of it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (statements) => {
      const { rows, reading } = read({
        '@context': 'https://openvex.dev/ns',
        statements: [statements, statements],
      });
      expect(rows).toHaveLength(2);
      expect(reading?.title).toContain('OpenVEX');
      expect(read({ '@context': 'https://openvex.dev/ns', statements }).reading?.title).toContain('OpenVEX');
    }),
  );
});
