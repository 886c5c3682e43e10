import { expect, test } from 'vitest';
import { readPlain } from './plain-documents.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };

test.each([
  [{ spdxVersion: 'SPDX-2.3', packages: [{}] }, 'SPDX 2.3 · 1 package'],
  [
    {
      '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
      '@graph': [{ type: 'software_Package' }, {}],
    },
    'SPDX 3.0.1 · 1 package',
  ],
  [
    { bomFormat: 'CycloneDX', specVersion: '1.6', components: [{ components: [{}] }] },
    'CycloneDX 1.6 · 2 components',
  ],
  [
    { bomFormat: 'CycloneDX', specVersion: '1.6', vulnerabilities: [{ analysis: { state: 'exploitable' } }] },
    'CycloneDX 1.6 VEX · 1 vulnerability',
  ],
  [{ artifacts: [{}, {}], descriptor: { name: 'syft' } }, 'Syft · 2 packages'],
])('%j is told in a few words', (document, title) => {
  expect(readPlain(document, whole)?.title).toBe(title);
});
