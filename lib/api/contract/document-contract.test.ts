import { expect, test } from 'vitest';
import { documentsSchema, partRowSchemas, rowsSchema } from './document-contract.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const entry = {
  blob: { digest, size: 2, mediaType: 'application/spdx+json', name: 'sbom.json' },
  index: 0,
  envelope: ['sigstore-bundle', 'dsse', 'in-toto'],
  kind: 'sbom',
  format: 'spdx-json',
  version: '2.3',
  title: 'SPDX 2.3 · 1 package',
  isWhole: true,
  summary: { of: 'sbom', packages: 1, licences: [{ expression: 'MIT', count: 1 }], tools: ['syft 1.4'] },
  subjects: [{ name: 'app', digest, isAbout: true }],
  parts: [{ name: 'packages', count: 1 }],
  problems: [],
};

test('an understood document fits the contract', () => {
  const documents = { about: digest, reference: `localhost:5000/app@${digest}`, documents: [entry] };
  expect(documentsSchema.parse(documents)).toEqual(documents);
});

test('a summary of a kind that is not named is refused', () => {
  const summary = { of: 'poem', lines: 3 };
  const documents = { about: digest, reference: 'a', documents: [{ ...entry, summary }] };
  expect(documentsSchema.safeParse(documents).success).toBe(false);
});

test('a product may hold subcomponents', () => {
  const statement = {
    vulnerability: 'CVE-2026-1',
    aliases: [],
    products: [{ name: 'app', subcomponents: [{ name: 'log4j', purl: 'pkg:maven/log4j@2' }] }],
    status: 'not_affected',
  };
  expect(partRowSchemas.statements.parse(statement)).toEqual(statement);
});

test('a page of rows tells how many there are and whether more will come', () => {
  const page = { total: 1, of: 2, isComplete: false, rows: [{ name: 'a', licences: [] }], next: '1' };
  expect(rowsSchema.parse(page)).toEqual(page);
});
