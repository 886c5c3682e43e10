import { expect, test } from 'vitest';
import { readSpdx2 } from './spdx2.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };
const document = {
  spdxVersion: 'SPDX-2.3',
  name: 'web.spdx',
  creationInfo: {
    created: '2026-11-26T10:00:00Z',
    creators: ['Tool: syft-1.4.0', 'Tool: github.com/acme/builder', 'Organization: Acme (mail@acme.example)'],
  },
  documentDescribes: ['SPDXRef-web'],
  packages: [
    {
      SPDXID: 'SPDXRef-web',
      name: 'web',
      versionInfo: '1.0',
      primaryPackagePurpose: 'CONTAINER',
      supplier: 'Organization: Acme (mail@acme.example)',
      licenseConcluded: 'NOASSERTION',
      licenseDeclared: 'MIT OR LicenseRef-own',
      checksums: [{ algorithm: 'SHA256', checksumValue: 'AB' }],
      externalRefs: [
        {
          referenceCategory: 'PACKAGE-MANAGER',
          referenceType: 'purl',
          referenceLocator: 'pkg:oci/web@sha256:ab',
        },
        { referenceCategory: 'SECURITY', referenceType: 'cpe23Type', referenceLocator: 'cpe:2.3:a:acme:web' },
      ],
    },
    {
      SPDXID: 'SPDXRef-zlib',
      name: 'zlib',
      versionInfo: 'NOASSERTION',
      supplier: 'NOASSERTION',
      licenseConcluded: 'Zlib',
      licenseDeclared: 'Zlib',
      externalRefs: [
        { referenceType: 'http://spdx.org/rdf/references/purl', referenceLocator: 'pkg:deb/debian/zlib' },
      ],
      sourceInfo: 'acquired package info from DPKG DB: /var/lib/dpkg/status, /usr/share/doc/zlib',
    },
  ],
  files: [
    {
      SPDXID: 'SPDXRef-a',
      fileName: './a',
      licenseConcluded: 'NONE',
      licenseInfoInFiles: ['MIT', 'NOASSERTION'],
    },
  ],
  relationships: [
    { spdxElementId: 'SPDXRef-web', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'SPDXRef-zlib' },
    { spdxElementId: 'SPDXRef-DOCUMENT' },
  ],
  hasExtractedLicensingInfos: [{ licenseId: 'LicenseRef-own', name: 'Acme licence' }],
};

test('the summary counts what is listed and what is missing', () => {
  expect(readSpdx2(document, whole)?.summary?.()).toEqual({
    of: 'sbom',
    packages: 2,
    files: 1,
    relationships: 1,
    licences: [
      { expression: 'MIT OR Acme licence', count: 1 },
      { expression: 'Zlib', count: 1 },
    ],
    types: [
      { type: 'container', count: 1 },
      { type: 'deb', count: 1 },
    ],
    lacking: { version: 1, licence: 0, supplier: 1, hash: 1, identifier: 0 },
    tools: ['syft 1.4.0', 'github.com/acme/builder'],
    authors: ['Acme'],
    created: '2026-11-26T10:00:00Z',
    describes: { name: 'web', version: '1.0', id: 'SPDXRef-web' },
  });
});

test('each package is a row of what is said of it', () => {
  expect([...(readSpdx2(document, whole)?.rows?.packages?.() ?? [])]).toEqual([
    {
      name: 'web',
      version: '1.0',
      purl: 'pkg:oci/web@sha256:ab',
      type: 'container',
      licences: ['MIT OR Acme licence'],
      supplier: 'Acme',
      hashes: ['sha256:ab'],
      cpes: ['cpe:2.3:a:acme:web'],
      id: 'SPDXRef-web',
    },
    {
      name: 'zlib',
      purl: 'pkg:deb/debian/zlib',
      type: 'deb',
      licences: ['Zlib'],
      id: 'SPDXRef-zlib',
      locations: ['/var/lib/dpkg/status', '/usr/share/doc/zlib'],
    },
  ]);
});

test('files and relationships are rows, the latter in the words of SPDX 3', () => {
  const rows = readSpdx2(document, whole)?.rows;
  expect([...(rows?.files?.() ?? [])]).toEqual([{ path: './a', type: 'file', licences: ['MIT'] }]);
  expect([...(rows?.relationships?.() ?? [])]).toEqual([
    { from: 'SPDXRef-web', to: 'SPDXRef-zlib', type: 'dependsOn' },
  ]);
});

test.each([
  [{ packages: [{}] }, 'SPDX 2.2 · 1 package'],
  [{ files: [{}, {}] }, 'SPDX 2.2 · 2 files'],
  [{}, 'SPDX 2.2 · 0 packages'],
])('%j is told as %s', (lists, title) => {
  expect(readSpdx2({ spdxVersion: 'SPDX-2.2', ...lists }, whole)?.title).toBe(title);
});

test('a list that is not there is not said to be empty', () => {
  const summary = readSpdx2({ spdxVersion: 'SPDX-2.2', files: [] }, whole)?.summary?.();
  expect(summary).toMatchObject({ files: 0 });
  expect(summary).not.toHaveProperty('relationships');
});

test('the head of a document is told by its size and has no counts', () => {
  const head = readSpdx2(document, { isWhole: false, bytes: 3 * 1024 * 1024, annotations: {} });
  expect(head?.title).toBe('SPDX 2.3 · 3.0 MiB');
  expect(head).not.toHaveProperty('summary');
});
