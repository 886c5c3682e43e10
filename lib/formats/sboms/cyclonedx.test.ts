import { expect, test } from 'vitest';
import { readCycloneDx } from './cyclonedx.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };

function read(bom: object) {
  return readCycloneDx({ bomFormat: 'CycloneDX', specVersion: '1.6', ...bom }, whole);
}

const document = {
  metadata: {
    timestamp: '2026-11-26T10:00:00Z',
    tools: { components: [{ name: 'trivy', version: '0.60' }], services: [{ name: 'scanner' }] },
    authors: [{ name: 'Ada' }],
    supplier: { name: 'Acme' },
    component: {
      type: 'application',
      group: 'acme',
      name: 'web',
      version: '1',
      'bom-ref': 'root',
      components: [{ 'bom-ref': 'inner', type: 'file', name: 'inner' }],
    },
  },
  components: [
    {
      'bom-ref': 'core',
      type: 'library',
      group: '@angular',
      name: 'core',
      version: '17',
      purl: 'pkg:npm/%40angular/core@17',
      publisher: 'Google',
      scope: 'required',
      licenses: [{ license: { id: 'MIT' } }, { license: { name: 'Own' } }, { expression: '(ISC OR 0BSD)' }],
      hashes: [{ alg: 'SHA-256', content: 'AB' }],
      cpe: 'cpe:2.3:a:angular:core',
      evidence: { occurrences: [{ location: '/app/a.js', line: 3 }] },
      components: [
        { type: 'library', group: 'org.acme', name: 'jar', purl: 'pkg:maven/org.acme/jar', 'bom-ref': 'jar' },
      ],
    },
    {
      type: 'cryptographic-asset',
      name: 'AES',
      cryptoProperties: { assetType: 'algorithm', algorithmProperties: { primitive: 'ae' } },
    },
  ],
  services: [
    {
      'bom-ref': 's',
      name: 'gateway',
      provider: { name: 'Acme' },
      endpoints: ['https://a.example'],
      services: [{ name: 'inner' }],
    },
  ],
  dependencies: [{ ref: 'root', dependsOn: ['core'], provides: ['AES'] }, {}],
  compositions: [{ aggregate: 'incomplete' }],
  vulnerabilities: [{ id: 'CVE-1' }],
};

test('the summary counts components however deep, without the one it is about', () => {
  const reading = read(document);
  expect(reading).toMatchObject({
    kind: 'sbom',
    title: 'CycloneDX 1.6 · 4 components, 2 services',
    problems: ['Its author says that it is incomplete.'],
  });
  expect(reading?.summary?.()).toEqual({
    of: 'sbom',
    packages: 4,
    services: 2,
    relationships: 4,
    vulnerabilities: 1,
    licences: [
      { expression: 'ISC OR 0BSD', count: 1 },
      { expression: 'MIT', count: 1 },
      { expression: 'Own', count: 1 },
    ],
    types: [
      { type: 'library', count: 2 },
      { type: 'cryptographic-asset', count: 1 },
      { type: 'file', count: 1 },
    ],
    lacking: { version: 3, licence: 3, supplier: 3, hash: 3, identifier: 2 },
    tools: ['trivy 0.60', 'scanner'],
    authors: ['Ada'],
    supplier: 'Acme',
    created: '2026-11-26T10:00:00Z',
    describes: { name: 'acme/web', version: '1', id: 'root' },
  });
});

test('a component is a row of what is said of it', () => {
  const rows = [...(read(document)?.rows?.packages?.() ?? [])];
  expect(rows[0]).toEqual({
    name: '@angular/core',
    version: '17',
    purl: 'pkg:npm/%40angular/core@17',
    type: 'library',
    licences: ['MIT', 'Own', 'ISC OR 0BSD'],
    supplier: 'Google',
    hashes: ['sha256:ab'],
    scope: 'required',
    cpes: ['cpe:2.3:a:angular:core'],
    id: 'core',
    locations: ['/app/a.js:3'],
  });
  expect(rows.map(({ name }) => name)).toEqual(['@angular/core', 'AES', 'org.acme:jar', 'inner']);
  expect(rows[1]?.description).toBe('algorithm (ae)');
});

test('what needs, provides and contains what are rows, and so are services and findings', () => {
  const rows = read(document)?.rows;
  expect([...(rows?.relationships?.() ?? [])].map(({ from, to, type }) => `${from} ${type} ${to}`)).toEqual([
    'root dependsOn core',
    'root provides AES',
    'core contains jar',
    'root contains inner',
  ]);
  expect([...(rows?.services?.() ?? [])]).toEqual([
    { name: 'gateway', provider: 'Acme', endpoints: ['https://a.example'], id: 's' },
    { name: 'inner', endpoints: [] },
  ]);
  expect([...(rows?.findings?.() ?? [])].map(({ id }) => id)).toEqual(['CVE-1']);
  expect(rows).not.toHaveProperty('statements');
});

test.each([
  [{ services: [{ services: [{}, {}] }] }, 'CycloneDX 1.6 · 3 services'],
  [{ declarations: { claims: [{}], attestations: [{}, {}] } }, 'CycloneDX 1.6 · 2 attestations, 1 claim'],
  [{ declarations: {} }, 'CycloneDX 1.6 · declarations'],
  [{ definitions: { standards: [{}] } }, 'CycloneDX 1.6 · 1 standard'],
  [{ formulation: [{}] }, 'CycloneDX 1.6 · 1 formula'],
  [{ metadata: { component: { name: 'app', components: [{}] } } }, 'CycloneDX 1.6 · 1 component'],
  [{ metadata: { component: { name: 'app' } } }, 'CycloneDX 1.6 · app without components'],
  [{}, 'CycloneDX 1.6 · 0 components'],
])('%j is told as %s', (bom, title) => {
  expect(read(bom)).toMatchObject({ kind: 'sbom', title });
});

test('the tools of versions before 1.5 are a list', () => {
  const summary = read({
    metadata: { tools: [{ vendor: 'a', name: 'b', version: '1' }, { vendor: 'c' }] },
  })?.summary?.();
  expect(summary).toMatchObject({ tools: ['b 1', 'c'] });
});

test('one that holds vulnerabilities alone is a report, and VEX once somebody judged them', () => {
  expect(read({ vulnerabilities: [{ id: 'CVE-1' }] })?.kind).toBe('vulnerability-report');
  expect(read({ vulnerabilities: [{ id: 'CVE-1', analysis: { state: 'not_affected' } }] })?.kind).toBe('vex');
});
