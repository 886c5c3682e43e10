import { expect, test } from 'vitest';
import { readSpdx3 } from './spdx3.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };
const context = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld';
const graph = {
  '@context': context,
  '@graph': [
    {
      type: 'CreationInfo',
      '@id': '_:info',
      created: '2026-11-26T10:00:00Z',
      createdBy: ['urn:acme'],
      createdUsing: ['urn:tool'],
    },
    { type: 'Organization', spdxId: 'urn:acme', name: 'Acme' },
    { type: 'Tool', spdxId: 'urn:tool', name: 'builder-1.2' },
    { type: 'SpdxDocument', spdxId: 'urn:doc', creationInfo: '_:info', rootElement: ['urn:sbom'] },
    { type: 'software_Sbom', spdxId: 'urn:sbom', creationInfo: '_:info', rootElement: ['urn:model'] },
    {
      type: 'ai_AIPackage',
      spdxId: 'urn:model',
      name: 'speaker',
      software_packageVersion: '2',
      suppliedBy: 'urn:acme',
      verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: 'ab' }],
      externalIdentifier: [
        { externalIdentifierType: 'packageUrl', identifier: 'pkg:huggingface/acme/speaker@2' },
        { externalIdentifierType: 'cpe23', identifier: 'cpe:2.3:a:acme:speaker' },
      ],
    },
    { type: 'dataset_DatasetPackage', spdxId: 'urn:data', name: 'voices' },
    {
      type: 'software_Package',
      spdxId: 'urn:lib',
      name: 'torch',
      software_primaryPurpose: 'library',
      software_packageUrl: 'pkg:pypi/torch',
    },
    { type: 'software_File', spdxId: 'urn:file', name: 'weights.bin' },
    { type: 'build_Build', spdxId: 'urn:build' },
    {
      type: 'simplelicensing_LicenseExpression',
      spdxId: 'urn:mit',
      simplelicensing_licenseExpression: 'MIT',
    },
    {
      type: 'expandedlicensing_DisjunctiveLicenseSet',
      spdxId: 'urn:either',
      expandedlicensing_member: ['urn:mit', 'https://spdx.org/licenses/ISC'],
    },
    { type: 'expandedlicensing_NoAssertionLicense', spdxId: 'urn:unsaid' },
    {
      type: 'Relationship',
      spdxId: 'urn:r1',
      from: 'urn:model',
      relationshipType: 'hasDeclaredLicense',
      to: ['urn:either'],
    },
    {
      type: 'Relationship',
      spdxId: 'urn:r2',
      from: 'urn:lib',
      relationshipType: 'hasConcludedLicense',
      to: ['urn:unsaid'],
    },
    {
      type: 'LifecycleScopedRelationship',
      spdxId: 'urn:r3',
      from: 'urn:model',
      relationshipType: 'dependsOn',
      to: ['urn:lib', 'urn:data'],
    },
  ],
};

test('packages of every profile are counted as packages, and told as what they are', () => {
  const reading = readSpdx3(graph, whole);
  expect(reading?.title).toBe('SPDX 3.0.1 · 3 packages');
  expect(reading?.summary?.()).toEqual({
    of: 'sbom',
    packages: 3,
    files: 1,
    relationships: 4,
    licences: [{ expression: 'MIT OR ISC', count: 1 }],
    types: [
      { type: 'data', count: 1 },
      { type: 'library', count: 1 },
      { type: 'machine-learning-model', count: 1 },
    ],
    lacking: { version: 2, licence: 2, supplier: 2, hash: 2, identifier: 1 },
    tools: ['builder 1.2'],
    authors: ['Acme'],
    created: '2026-11-26T10:00:00Z',
    describes: { name: 'speaker', version: '2', id: 'urn:model' },
  });
});

test('a package is a row of what it and others say of it', () => {
  const [model] = readSpdx3(graph, whole)?.rows?.packages?.() ?? [];
  expect(model).toEqual({
    name: 'speaker',
    version: '2',
    purl: 'pkg:huggingface/acme/speaker@2',
    type: 'machine-learning-model',
    licences: ['MIT OR ISC'],
    supplier: 'Acme',
    hashes: ['sha256:ab'],
    cpes: ['cpe:2.3:a:acme:speaker'],
    id: 'urn:model',
  });
});

test('a relationship to several is a row for each', () => {
  const rows = [...(readSpdx3(graph, whole)?.rows?.relationships?.() ?? [])];
  expect(rows.filter(({ type }) => type === 'dependsOn').map(({ to }) => to)).toEqual([
    'urn:lib',
    'urn:data',
  ]);
});

const base = 'https://spdx.org/rdf/3.0.1/terms';

test.each([
  ['one element', { '@context': context, type: 'software_Package', spdxId: 'a', name: 'one' }],
  [
    'a list of contexts',
    { '@context': [{}, context], '@graph': [{ '@type': 'software_Package', '@id': 'a', name: 'one' }] },
  ],
  ['a list of elements', [{ '@context': context, type: 'software_Package', spdxId: 'a', name: 'one' }]],
  [
    'expanded JSON-LD',
    [{ '@type': [`${base}/Software/Package`], '@id': 'a', [`${base}/Core/name`]: [{ '@value': 'one' }] }],
  ],
])('%s is read too', (_, value) => {
  const reading = readSpdx3(value, whole);
  expect(reading?.title).toBe('SPDX 3.0.1 · 1 package');
  expect([...(reading?.rows?.packages?.() ?? [])]).toEqual([{ name: 'one', id: 'a', licences: [] }]);
});

test.each([
  [
    'https://spdx.github.io/spdx-3-model/context.json',
    [{ type: 'CreationInfo', specVersion: '3.0.0' }],
    'SPDX 3.0.0 · 0 packages',
  ],
  [
    { '@vocab': 'https://spdx.org/rdf/v3/terms/' },
    [{ type: 'software_Package', spdxId: 'a' }],
    'SPDX 3 · 1 package',
  ],
  ['https://spdx.example/context.json', [{ type: 'software_Package', spdxId: 'a' }], 'SPDX 3 · 1 package'],
])('the context %j of a draft is known too', (vocabulary, elements, title) => {
  expect(readSpdx3({ '@context': vocabulary, '@graph': elements }, whole)?.title).toBe(title);
});

test.each([[{}], [null], ['SPDX'], [[]], [{ '@context': 'https://openvex.dev/ns/v0.2.0' }]])(
  '%j is none',
  (value) => {
    expect(readSpdx3(value, whole)).toBeUndefined();
  },
);
