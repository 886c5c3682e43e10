import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSpdxTagValue } from './spdx-tag-value.ts';

function open(text: string): unknown {
  const content = { bytes: new Uint8Array(), start: text.slice(0, 4096), text: () => text, isWhole: true };
  return openSpdxTagValue(content)?.values[0];
}

test('each tag goes to the thing that began last, in the names of JSON', () => {
  const text = `SPDXVersion: SPDX-2.3\r
SPDXID: SPDXRef-DOCUMENT\r
DocumentName: web
Creator: Tool: syft-1.4
Creator: Organization: Acme
Created: 2026-11-26T10:00:00Z
##### a package
PackageName: web
SPDXID: SPDXRef-web
PackageVersion: 1.0
PackageSupplier: Organization: Acme
FilesAnalyzed: true
PackageChecksum: SHA256: ab
PackageLicenseDeclared: MIT
PackageLicenseInfoFromFiles: MIT
ExternalRef: PACKAGE-MANAGER purl pkg:npm/web@1.0
PackageComment: <text>two
PackageName: no tag, but text</text>
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-web
FileName: ./a
SPDXID: SPDXRef-a
FileChecksum: SHA1: cd
LicenseInfoInFile: ISC
LicenseID: LicenseRef-1
LicenseName: Own
Unknown: x
`;
  expect(open(text)).toEqual({
    spdxVersion: 'SPDX-2.3',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'web',
    creationInfo: { creators: ['Tool: syft-1.4', 'Organization: Acme'], created: '2026-11-26T10:00:00Z' },
    packages: [
      {
        name: 'web',
        SPDXID: 'SPDXRef-web',
        versionInfo: '1.0',
        supplier: 'Organization: Acme',
        filesAnalyzed: true,
        checksums: [{ algorithm: 'SHA256', checksumValue: 'ab' }],
        licenseDeclared: 'MIT',
        licenseInfoFromFiles: ['MIT'],
        externalRefs: [
          {
            referenceCategory: 'PACKAGE-MANAGER',
            referenceType: 'purl',
            referenceLocator: 'pkg:npm/web@1.0',
          },
        ],
        comment: 'two\nPackageName: no tag, but text',
      },
    ],
    relationships: [
      { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-web' },
    ],
    files: [
      {
        fileName: './a',
        SPDXID: 'SPDXRef-a',
        checksums: [{ algorithm: 'SHA1', checksumValue: 'cd' }],
        licenseInfoInFiles: ['ISC'],
      },
    ],
    hasExtractedLicensingInfos: [{ licenseId: 'LicenseRef-1', name: 'Own' }],
  });
});

test('a text without the tag of its version is another', () => {
  expect(open('PackageName: web')).toBeUndefined();
  expect(open('spdxVersion: SPDX-2.3')).toBeUndefined();
});

test('whatever follows the version, there is a document', () => {
  const piece = fc.constantFrom(
    'PackageName: a\n',
    'SPDXID: b\n',
    '<text>',
    '</text>',
    'Relationship: a\n',
    'PackageChecksum: x\n',
    ': \n',
    'ExternalRef:\n',
    '__proto__: x\n',
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(open(`SPDXVersion: SPDX-2.3\n${pieces.join('')}`)).toMatchObject({ spdxVersion: 'SPDX-2.3' });
    }),
  );
});
