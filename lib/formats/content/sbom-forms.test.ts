import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partNames } from '#lib/formats/documents/rows';
import { readingOf } from '#lib/formats/testing/read-text';

const terms = 'http://spdx.org/rdf/terms#';
const forms = {
  'spdx-json': JSON.stringify({
    spdxVersion: 'SPDX-2.3',
    name: 'web',
    packages: [{ SPDXID: 'SPDXRef-a', name: 'a', versionInfo: '1.10', licenseDeclared: 'MIT' }],
  }),
  'spdx-yaml': `# written by hand
spdxVersion: SPDX-2.3
name: web
packages:
  - SPDXID: SPDXRef-a
    name: a
    versionInfo: 1.10
    licenseDeclared: MIT
`,
  'spdx-tag-value': `SPDXVersion: SPDX-2.3
DocumentName: web
PackageName: a
SPDXID: SPDXRef-a
PackageVersion: 1.10
PackageLicenseDeclared: MIT
`,
  'spdx-xml': `<?xml version="1.0"?><Document><spdxVersion>SPDX-2.3</spdxVersion><name>web</name>
    <packages><SPDXID>SPDXRef-a</SPDXID><name>a</name><versionInfo>1.10</versionInfo>
    <licenseDeclared>MIT</licenseDeclared></packages></Document>`,
  'spdx-rdf': `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="${terms}">
    <SpdxDocument rdf:about="http://a#SPDXRef-DOCUMENT"><specVersion>SPDX-2.3</specVersion><name>web</name></SpdxDocument>
    <Package rdf:about="http://a#SPDXRef-a"><name>a</name><versionInfo>1.10</versionInfo>
    <licenseDeclared rdf:resource="http://spdx.org/licenses/MIT"/></Package></rdf:RDF>`,
};

test.each(Object.entries(forms))('SPDX 2 as %s says the same as the others', (format, text) => {
  const [document] = readingOf(text).documents;
  expect(document).toMatchObject({ kind: 'sbom', format, version: '2.3', title: 'SPDX 2.3 · 1 package' });
  expect([...(document?.rows?.packages?.() ?? [])]).toEqual([
    { name: 'a', version: '1.10', licences: ['MIT'], id: 'SPDXRef-a' },
  ]);
});

test('CycloneDX in XML and JSON say the same', () => {
  const xml =
    '<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components><component type="library"><name>a</name></component></components></bom>';
  const json = '{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"type":"library","name":"a"}]}';
  const [ofXml, ofJson] = [xml, json].map((text) => readingOf(text).documents[0]);
  expect([ofXml?.format, ofJson?.format]).toEqual(['cyclonedx-xml', 'cyclonedx-json']);
  expect(ofXml?.title).toBe(ofJson?.title);
  expect(ofXml?.summary?.()).toEqual(ofJson?.summary?.());
});

test.each([
  ['<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.5">', 'not valid XML'],
  ['spdxVersion: "SPDX-2.3\npackages: [', 'not valid YAML'],
])('%s is refused in a sentence', (text, sentence) => {
  expect(readingOf(text).documents).toEqual([]);
  expect(readingOf(text).problems[0]).toContain(sentence);
});

test('a text with a colon in its first line is no document', () => {
  expect(readingOf('note: this\nis a text: with [ and "')).toEqual({ documents: [], problems: [] });
});

const frames: readonly ((value: unknown) => object)[] = [
  (value) => ({
    spdxVersion: 'SPDX-2.3',
    packages: value,
    files: value,
    relationships: value,
    creationInfo: value,
  }),
  (value) => ({ spdxVersion: 'SPDX-2.3', packages: [value, { externalRefs: value, checksums: [value] }] }),
  (value) => ({ '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': value }),
  (value) => ({
    '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
    '@graph': [{ type: 'software_Package', name: value, verifiedUsing: value, suppliedBy: value }, value],
  }),
  (value) => ({
    bomFormat: 'CycloneDX',
    components: value,
    services: value,
    dependencies: value,
    metadata: value,
  }),
  (value) => ({
    bomFormat: 'CycloneDX',
    components: [{ name: value, licenses: value, hashes: [value], evidence: value }],
  }),
  (value) => ({ descriptor: { name: 'syft' }, artifacts: value, files: value, source: value }),
  (value) => ({
    descriptor: { name: 'syft' },
    artifacts: [{ licenses: value, cpes: [value], metadata: value }],
  }),
];

test('whatever stands where a list or a text belongs, there is a summary and there are rows', () => {
  fc.assert(
    fc.property(fc.constantFrom(...frames), fc.jsonValue({ maxDepth: 3 }), (frame, value) => {
      const [document] = readingOf(JSON.stringify(frame(value))).documents;
      expect(document?.title).not.toBe('');
      expect(document?.summary?.()).toBeTypeOf('object');
      for (const name of partNames) expect([...(document?.rows?.[name]?.() ?? [])]).toBeInstanceOf(Array);
    }),
  );
});
