import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromSpdxRdf } from './spdx-rdf.ts';
import { parseXml } from './xml.ts';

const terms = 'http://spdx.org/rdf/terms#';
const open = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:spdx="${terms}" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">`;

function read(inner: string) {
  const reading = parseXml(`${open}${inner}</rdf:RDF>`, true);
  if (!('root' in reading)) throw new Error(reading.problem);
  return fromSpdxRdf(reading.root);
}

const document = (inner: string) =>
  `<spdx:SpdxDocument rdf:about="http://acme.example/doc#SPDXRef-DOCUMENT"><spdx:specVersion>SPDX-2.3</spdx:specVersion>${inner}</spdx:SpdxDocument>`;

test('nodes are gathered wherever they stand, and referred to by name', () => {
  const value = read(
    document(`<spdx:name>web</spdx:name>
      <spdx:creationInfo><spdx:CreationInfo><spdx:creator>Tool: a</spdx:creator><spdx:creator>Person: Ada</spdx:creator>
        <spdx:created>2026-11-26T10:00:00Z</spdx:created></spdx:CreationInfo></spdx:creationInfo>
      <spdx:relationship><spdx:Relationship>
        <spdx:relationshipType rdf:resource="${terms}relationshipType_describes"/>
        <spdx:relatedSpdxElement><spdx:Package rdf:about="http://acme.example/doc#SPDXRef-web">
          <spdx:name>web</spdx:name><spdx:versionInfo>1.0</spdx:versionInfo>
          <spdx:primaryPackagePurpose rdf:resource="${terms}purpose_container"/>
          <spdx:checksum><spdx:Checksum><spdx:algorithm rdf:resource="${terms}checksumAlgorithm_sha256"/><spdx:checksumValue>ab</spdx:checksumValue></spdx:Checksum></spdx:checksum>
          <spdx:externalRef><spdx:ExternalRef>
            <spdx:referenceCategory rdf:resource="${terms}referenceCategory_packageManager"/>
            <spdx:referenceType rdf:resource="http://spdx.org/rdf/references/purl"/>
            <spdx:referenceLocator>pkg:npm/web@1.0</spdx:referenceLocator></spdx:ExternalRef></spdx:externalRef>
          <spdx:licenseConcluded rdf:resource="${terms}noassertion"/>
          <spdx:licenseDeclared rdf:nodeID="L1"/>
          <spdx:relationship><spdx:Relationship><spdx:relationshipType rdf:resource="${terms}relationshipType_dependsOn"/>
            <spdx:relatedSpdxElement rdf:resource="http://acme.example/doc#SPDXRef-zlib"/></spdx:Relationship></spdx:relationship>
        </spdx:Package></spdx:relatedSpdxElement>
      </spdx:Relationship></spdx:relationship>`) +
      `<spdx:Package rdf:about="http://acme.example/doc#SPDXRef-zlib"><spdx:name>zlib</spdx:name></spdx:Package>
       <spdx:DisjunctiveLicenseSet rdf:nodeID="L1"><spdx:member rdf:resource="http://spdx.org/licenses/MIT"/>
         <spdx:member><spdx:ExtractedLicensingInfo rdf:about="http://acme.example/doc#LicenseRef-1"><spdx:licenseId>LicenseRef-1</spdx:licenseId><spdx:name>Own</spdx:name></spdx:ExtractedLicensingInfo></spdx:member></spdx:DisjunctiveLicenseSet>
       <spdx:File rdf:about="http://acme.example/doc#SPDXRef-a"><spdx:fileName>./a</spdx:fileName></spdx:File>`,
  );
  expect(value).toMatchObject({
    spdxVersion: 'SPDX-2.3',
    name: 'web',
    creationInfo: { created: '2026-11-26T10:00:00Z', creators: ['Tool: a', 'Person: Ada'] },
    packages: [
      {
        SPDXID: 'SPDXRef-web',
        name: 'web',
        versionInfo: '1.0',
        primaryPackagePurpose: 'container',
        licenseConcluded: 'NOASSERTION',
        licenseDeclared: '(MIT OR LicenseRef-1)',
        checksums: [{ algorithm: 'sha256', checksumValue: 'ab' }],
        externalRefs: [{ referenceType: 'purl', referenceLocator: 'pkg:npm/web@1.0' }],
      },
      { SPDXID: 'SPDXRef-zlib', name: 'zlib' },
    ],
    files: [{ SPDXID: 'SPDXRef-a', fileName: './a' }],
    relationships: [
      { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-web' },
      { spdxElementId: 'SPDXRef-web', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'SPDXRef-zlib' },
    ],
    hasExtractedLicensingInfos: [{ licenseId: 'LicenseRef-1', name: 'Own' }],
  });
});

test('a licence that is a part of itself ends', () => {
  const circle =
    '<spdx:ConjunctiveLicenseSet rdf:nodeID="L"><spdx:member rdf:nodeID="L"/></spdx:ConjunctiveLicenseSet>';
  const value = read(
    `${document('') + circle}<spdx:Package rdf:about="#p"><spdx:licenseDeclared rdf:nodeID="L"/></spdx:Package>`,
  );
  expect(value).toMatchObject({ packages: [{ licenseDeclared: 'NOASSERTION' }] });
});

test('a graph about something else is none', () => {
  expect(read('<spdx:Package rdf:about="#p"/>')).toBeUndefined();
});

test('whatever the graph is, there is a document or nothing', () => {
  const piece = fc.constantFrom(
    '<spdx:Package rdf:about="#p">',
    '</spdx:Package>',
    '<spdx:name>x</spdx:name>',
    '<spdx:licenseDeclared rdf:nodeID="L"/>',
    '<spdx:member rdf:resource="#x"/>',
    '<rdf:Description rdf:ID="p"/>',
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const reading = parseXml(`${open}${document('')}${pieces.join('')}</rdf:RDF>`, true);
      return !('root' in reading) || fromSpdxRdf(reading.root) !== undefined;
    }),
  );
});
