import { expect, test } from 'vitest';
import { readSyft } from './syft.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };
const document = {
  schema: {
    version: '16.0.0',
    url: 'https://raw.githubusercontent.com/anchore/syft/main/schema/json/schema-16.0.0.json',
  },
  descriptor: { name: 'syft', version: '1.4.0', timestamp: '2026-11-26T10:00:00Z' },
  source: { id: 's', name: 'acme/web', version: 'sha256:ab', type: 'image' },
  artifacts: [
    {
      id: '1',
      name: 'zlib',
      version: '1.3',
      type: 'apk',
      purl: 'pkg:apk/alpine/zlib@1.3',
      locations: [{ path: '/lib/apk/db/installed', layerID: 'sha256:cd' }],
      licenses: [{ value: 'zlib licence', spdxExpression: 'Zlib' }],
      cpes: [{ cpe: 'cpe:2.3:a:zlib:zlib' }],
      metadata: { maintainer: 'Alpine', digest: [{ algorithm: 'sha256', value: 'AB' }] },
    },
    { id: '2', name: 'left-pad', type: 'npm', licenses: ['MIT'], cpes: ['cpe:2.3:a:x:y'], locations: [] },
  ],
  artifactRelationships: [{ parent: '2', child: '1', type: 'dependency-of' }, { parent: '1' }],
  files: [
    {
      location: { path: '/bin/sh' },
      metadata: { mode: 777, type: 'SymbolicLink', linkDestination: '/bin/busybox', size: 12 },
    },
    { id: 'f' },
  ],
};

test('the summary counts packages, licences and files, and says what it is about', () => {
  expect(readSyft(document, whole)).toMatchObject({ title: 'Syft · 2 packages', version: '16.0.0' });
  expect(readSyft(document, whole)?.summary?.()).toMatchObject({
    packages: 2,
    files: 2,
    relationships: 1,
    licences: [
      { expression: 'MIT', count: 1 },
      { expression: 'Zlib', count: 1 },
    ],
    tools: ['syft 1.4.0'],
    created: '2026-11-26T10:00:00Z',
    describes: { name: 'acme/web', version: 'sha256:ab', id: 's' },
    lacking: { version: 1, licence: 0, supplier: 1, hash: 1, identifier: 0 },
  });
});

test('packages, files and relationships are rows', () => {
  const rows = readSyft(document, whole)?.rows;
  expect([...(rows?.packages?.() ?? [])][0]).toEqual({
    name: 'zlib',
    version: '1.3',
    purl: 'pkg:apk/alpine/zlib@1.3',
    type: 'apk',
    licences: ['Zlib'],
    supplier: 'Alpine',
    hashes: ['sha256:ab'],
    cpes: ['cpe:2.3:a:zlib:zlib'],
    id: '1',
    locations: ['/lib/apk/db/installed'],
  });
  expect([...(rows?.relationships?.() ?? [])]).toEqual([{ from: '2', to: '1', type: 'dependencyOf' }]);
  expect([...(rows?.files?.() ?? [])]).toEqual([
    { path: '/bin/sh', size: 12, mode: 0o777, type: 'symlink', link: '/bin/busybox' },
    { path: 'f' },
  ]);
});

test('the head of a document is known by its first package, before it says who wrote it', () => {
  const head = { artifacts: [{ foundBy: 'apk-db-cataloger', locations: [] }] };
  expect(readSyft(head, { ...whole, isWhole: false })?.format).toBe('syft-json');
  expect(readSyft(head, whole)).toBeUndefined();
});
