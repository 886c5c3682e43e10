import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import { checkDocument } from '#e2e/fuzz/targets/check-document';

const terms = 'http://spdx.org/rdf/terms#';

/** SBOMs in JSON: SPDX 2 and 3, CycloneDX, Syft. */
export const sbomTarget: FuzzTarget = {
  name: 'sbom',
  isJson: true,
  seeds: [
    JSON.stringify({
      spdxVersion: 'SPDX-2.3',
      creationInfo: { created: '2026-01-02T03:04:05Z', creators: ['Tool: a-1'] },
      documentDescribes: ['SPDXRef-a'],
      packages: [
        {
          SPDXID: 'SPDXRef-a',
          name: 'a',
          versionInfo: '1',
          licenseDeclared: 'MIT OR LicenseRef-1',
          checksums: [{ algorithm: 'SHA256', checksumValue: 'ab' }],
          externalRefs: [{ referenceType: 'purl', referenceLocator: 'pkg:npm/a@1' }],
        },
      ],
      files: [{ fileName: './a', licenseInfoInFiles: ['MIT'] }],
      relationships: [{ spdxElementId: 'a', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'b' }],
      hasExtractedLicensingInfos: [{ licenseId: 'LicenseRef-1', name: 'Own' }],
    }),
    JSON.stringify({
      '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
      '@graph': [
        { type: 'CreationInfo', '@id': '_:i', created: '2026-01-02T03:04:05Z', createdBy: ['urn:p'] },
        { type: 'Person', spdxId: 'urn:p', name: 'Ada' },
        { type: 'SpdxDocument', spdxId: 'urn:d', creationInfo: '_:i', rootElement: ['urn:a'] },
        {
          type: 'ai_AIPackage',
          spdxId: 'urn:a',
          name: 'a',
          software_packageVersion: '1',
          suppliedBy: 'urn:p',
        },
        {
          type: 'expandedlicensing_ConjunctiveLicenseSet',
          spdxId: 'urn:l',
          expandedlicensing_member: ['urn:l'],
        },
        { type: 'Relationship', from: 'urn:a', relationshipType: 'hasDeclaredLicense', to: ['urn:l'] },
      ],
    }),
    JSON.stringify({
      '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
      '@graph': [
        { type: 'security_Vulnerability', spdxId: 'urn:v', externalIdentifier: [{ identifier: 'CVE-1' }] },
        { type: 'software_Package', spdxId: 'urn:a', name: 'a' },
        {
          type: 'security_CvssV3VulnAssessmentRelationship',
          from: 'urn:v',
          to: ['urn:a'],
          security_score: 9,
        },
        {
          type: 'Relationship',
          from: 'urn:a',
          relationshipType: 'hasAssociatedVulnerability',
          to: ['urn:v'],
        },
        {
          type: 'security_VexFixedVulnAssessmentRelationship',
          from: 'urn:v',
          to: ['urn:a'],
          relationshipType: 'fixedIn',
        },
      ],
    }),
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: { timestamp: '2026-01-02T03:04:05Z', tools: [{ name: 'a' }], component: { name: 'web' } },
      components: [
        {
          'bom-ref': 'a',
          type: 'library',
          name: 'a',
          version: '1',
          licenses: [{ license: { id: 'MIT' } }, { expression: 'ISC' }],
          hashes: [{ alg: 'SHA-256', content: 'ab' }],
          evidence: { occurrences: [{ location: '/a', line: 1 }] },
          components: [{ name: 'b' }],
        },
      ],
      services: [{ name: 's', endpoints: ['https://a.example'] }],
      dependencies: [{ ref: 'a', dependsOn: ['b'] }],
      vulnerabilities: [{ id: 'CVE-1', analysis: { state: 'not_affected' }, affects: [{ ref: 'a' }] }],
    }),
    JSON.stringify({
      descriptor: { name: 'syft', version: '1' },
      source: { name: 'web', target: { userInput: 'web' } },
      artifacts: [
        { id: '1', name: 'a', type: 'npm', licenses: [{ value: 'MIT' }], locations: [{ path: '/a' }] },
      ],
      artifactRelationships: [{ parent: '1', child: '2', type: 'contains' }],
      files: [{ location: { path: '/a' }, metadata: { mode: 755, type: 'RegularFile', size: 1 } }],
    }),
  ],
  words: [
    ...(['"packages":', '"@graph":[', '"components":[', '"licenses":', '"SPDXRef-DOCUMENT"'] as const),
    ...[
      'NOASSERTION',
      '(((',
      ' AND ',
      ' OR ',
      ' WITH ',
      'LicenseRef-',
      'pkg:',
      'software_Package',
      '"__proto__":',
    ],
  ],
  check: (bytes, random) => checkDocument(bytes, !random.oneIn(4)),
};

/** SBOMs in text: tag-value, YAML, XML, RDF/XML, and protobuf as far as its bytes are letters. */
export const sbomTextTarget: FuzzTarget = {
  name: 'sbom-text',
  isJson: false,
  seeds: [
    'SPDXVersion: SPDX-2.3\nPackageName: a\nSPDXID: SPDXRef-a\nPackageChecksum: SHA1: ab\nExternalRef: X purl pkg:npm/a\nPackageComment: <text>a\nb</text>\nFileName: ./a\nRelationship: a CONTAINS b\nLicenseID: LicenseRef-1\n',
    'spdxVersion: SPDX-2.3\npackages:\n  - &a\n    name: a\n    versionInfo: 1.10\n  - <<: *a\n    name: "b"\nfiles: []\n',
    '---\nbomFormat: CycloneDX\nspecVersion: "1.6"\ncomponents: [{name: a, type: library}]\n',
    `<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"><metadata><tools><tool><name>t</name></tool></tools></metadata><components><component type="library" bom-ref="a"><name>a</name><hashes><hash alg="SHA-1">ab</hash></hashes><licenses><license><id>MIT</id></license><expression>ISC</expression></licenses></component></components><dependencies><dependency ref="a"><dependency ref="b"/></dependency></dependencies><vulnerabilities><vulnerability><id>CVE-1</id><affects><target><ref>a</ref></target></affects></vulnerability></vulnerabilities></bom>`,
    '<Document><spdxVersion>SPDX-2.3</spdxVersion><packages><name>a</name></packages><files><fileName>a</fileName></files></Document>',
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="${terms}"><SpdxDocument rdf:about="#d"><specVersion>SPDX-2.3</specVersion><relationship><Relationship><relationshipType rdf:resource="${terms}relationshipType_describes"/><relatedSpdxElement rdf:resource="#p"/></Relationship></relationship></SpdxDocument><Package rdf:about="#p"><name>a</name><licenseDeclared rdf:nodeID="l"/></Package><ConjunctiveLicenseSet rdf:nodeID="l"><member rdf:nodeID="l"/></ConjunctiveLicenseSet></rdf:RDF>`,
    '\n\u00031.6\u001a\u0005urn:1*\u000f\u0008\u0003\u001a\u0001aB\u0001aJ\u0001\u0031b\u0002\u0008\u0003B\u0008\n\u0001a\u0012\u0003\n\u0001b',
  ],
  words: [
    ...(['<text>', '</text>', 'PackageName: ', '&a ', '*a', '<<: *a\n', '---\n', '- ', '\n  '] as const),
    ...[
      '<![CDATA[',
      ']]>',
      '<!DOCTYPE a [',
      '<!ENTITY a "b">',
      '&a;',
      '&#0;',
      'xmlns=',
      '<components>',
      '</component>',
    ],
    ...[
      'rdf:about="#p"',
      '<member rdf:nodeID="l"/>',
      '__proto__',
      '\u00aa\u0001',
      '\n\u0003',
      '!!binary ',
      '{',
      '[',
    ],
  ],
  check: (bytes, random) => checkDocument(bytes, !random.oneIn(4)),
};
