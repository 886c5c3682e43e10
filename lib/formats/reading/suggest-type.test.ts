import { expect, test } from 'vitest';
import { suggestType } from './suggest-type.ts';

function suggest(name: string, content: unknown): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const bytes = new TextEncoder().encode(text);
  return suggestType(name, bytes, bytes.length).artifactType;
}

const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {},
};
const envelope = {
  payloadType: 'application/vnd.in-toto+json',
  payload: btoa(JSON.stringify(statement)),
  signatures: [{ sig: 'AA==' }],
};

test.each([
  ['SPDX', 'sbom.json', { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT' }, 'application/spdx+json'],
  ['SPDX as tags', 'sbom.spdx', 'SPDXVersion: SPDX-2.3\nPackageName: a\n', 'text/spdx'],
  ['CycloneDX', 'a', { bomFormat: 'CycloneDX', specVersion: '1.6' }, 'application/vnd.cyclonedx+json'],
  [
    'CycloneDX in XML',
    'bom.xml',
    '<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.5"/>',
    'application/vnd.cyclonedx+xml',
  ],
  [
    'SARIF',
    'scan.json',
    { version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } } }] },
    'application/sarif+json',
  ],
  [
    'OpenVEX',
    'vex.json',
    { '@context': 'https://openvex.dev/ns/v0.2.0', statements: [] },
    'application/vnd.openvex+json',
  ],
  [
    'CSAF',
    'a.json',
    { document: { category: 'csaf_vex', csaf_version: '2.0', title: 'a' } },
    'application/csaf+json',
  ],
  ['an in-toto statement', 'p.json', statement, 'application/vnd.in-toto+json'],
  ['a signed statement', 'p.json', envelope, 'application/vnd.dsse.envelope.v1+json'],
  [
    'a Trivy report',
    'r.json',
    { SchemaVersion: 2, ArtifactName: 'a', Results: [] },
    'application/vnd.aquasec.trivy.report+json',
  ],
  [
    'a Grype report',
    'r.json',
    { matches: [], descriptor: { name: 'grype' } },
    'application/vnd.anchore.grype+json',
  ],
  [
    'the provenance of a Helm chart',
    'app-1.0.tgz.prov',
    '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\napiVersion: v2\nname: app\n',
    'application/vnd.cncf.helm.chart.provenance.v1.prov',
  ],
  ['JSON that says nothing', 'a', { a: 1 }, 'application/json'],
  ['a text', 'README.md', '# Hello', 'text/markdown'],
  ['a text without an ending', 'NOTES', 'hello', 'text/plain'],
])('%s is recognised by its content', (_, name, content, type) => {
  expect(suggest(name, content)).toBe(type);
});

test('bytes that are no text are called what they are', () => {
  const bytes = Uint8Array.of(0, 255, 254, 1, 2);
  expect(suggestType('blob', bytes, 5).artifactType).toBe('application/octet-stream');
});

test('the head of a large document is enough', () => {
  const text = `{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","packages":[${'{"name":"a"},'.repeat(50)}`;
  const bytes = new TextEncoder().encode(text);
  expect(suggestType('big.json', bytes, 10_000_000).artifactType).toBe('application/spdx+json');
});

test('a broken document keeps nobody from attaching it', () => {
  expect(suggest('x.json', '{"spdxVersion": ')).toBe('text/plain');
});
