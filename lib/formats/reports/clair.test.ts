import { expect, test } from 'vitest';
import { readReport } from '#lib/formats/testing/read-report';
import { readClair } from './clair.ts';

test('a report of version 4 joins packages with their vulnerabilities', () => {
  const { title, rows, summary } = readReport(readClair, {
    manifest_hash: 'sha256:1',
    packages: { 10: { name: 'openssl', version: '1.1.1' }, 11: { name: 'zlib', version: '1.2' } },
    package_vulnerabilities: { 10: ['7'] },
    vulnerabilities: {
      7: {
        name: 'CVE-2026-1',
        description: 'Overflow.',
        links: 'https://a.example/1 https://b.example/1',
        normalized_severity: 'High',
        fixed_in_version: '1.1.2',
      },
    },
  });
  expect(title).toBe('1 high · Clair');
  expect(summary).toMatchObject({ findings: 1, fixable: 1, packages: 2, target: 'sha256:1' });
  expect(rows).toEqual([
    {
      id: 'CVE-2026-1',
      aliases: [],
      severity: 'high',
      package: 'openssl',
      version: '1.1.1',
      fixedIn: ['1.1.2'],
      title: 'Overflow.',
      url: 'https://a.example/1',
      state: 'open',
      description: 'Overflow.',
    },
  ]);
});

const layer = {
  Name: 'sha256:2',
  Features: [
    { Name: 'zlib', Version: '1' },
    {
      Name: 'openssl',
      Version: '1.1',
      Vulnerabilities: [{ Name: 'CVE-1', Severity: 'Defcon1', FixedBy: '1.2' }],
    },
  ],
};

test.each([
  ['of version 2', { Layer: layer }],
  ['of the API of Quay', { status: 'scanned', data: { Layer: layer } }],
])('a report %s is read', (_, value) => {
  const { title, rows, summary } = readReport(readClair, value);
  expect(title).toBe('1 critical · Clair');
  expect(rows).toMatchObject([{ id: 'CVE-1', package: 'openssl', version: '1.1', fixedIn: ['1.2'] }]);
  expect(summary).toMatchObject({ packages: 2 });
});

test('a report of clair-scanner is read', () => {
  const vulnerability = {
    featurename: 'bash',
    featureversion: '4',
    vulnerability: 'CVE-2',
    severity: 'Low',
    fixedby: '',
  };
  const { title, rows } = readReport(readClair, {
    image: 'web:1',
    unapproved: [],
    vulnerabilities: [vulnerability],
  });
  expect(title).toBe('1 low · Clair');
  expect(rows).toMatchObject([{ id: 'CVE-2', package: 'bash', fixedIn: [] }]);
});

test.each([
  [null],
  [[]],
  [{}],
  [{ Layer: 'x' }],
  [{ manifest_hash: 'x' }],
  [{ vulnerabilities: [], image: 'x' }],
])('%j is no report of Clair', (value) => {
  expect(readReport(readClair, value).title).toBeUndefined();
});
