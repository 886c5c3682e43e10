import { expect, test } from 'vitest';
import { readingOf, titlesOf } from '#lib/formats/testing/read-text';

const spdx = { spdxVersion: 'SPDX-2.3', packages: [{ name: 'a' }] };

test.each([
  ['GitHub', { sbom: spdx }],
  [
    'Harbor',
    { generated_at: '2026', scanner: { name: 'Trivy' }, media_type: 'application/spdx+json', sbom: spdx },
  ],
  ['imagetools', { SPDX: spdx }],
])('the SBOM in an answer of %s is read', (_, value) => {
  expect(titlesOf(JSON.stringify(value))).toEqual(['SPDX 2.3 · 1 package']);
});

test('the SBOMs of several platforms are several', () => {
  const value = { 'linux/amd64': { SPDX: spdx }, 'linux/arm64': { SPDX: spdx }, note: { SPDX: spdx } };
  expect(titlesOf(JSON.stringify(value))).toHaveLength(2);
});

test('packages within what describes them, as old tools wrote them, are packages', () => {
  const value = {
    Document: {
      specVersion: 'SPDX-2.1',
      documentDescribes: [
        { Package: { id: 'SPDXRef-a', name: 'a', files: [{ File: { id: 'SPDXRef-f', name: './f' } }] } },
      ],
    },
  };
  const [document] = readingOf(JSON.stringify(value)).documents;
  expect(document?.title).toBe('SPDX 2.1 · 1 package');
  expect(document?.summary?.()).toMatchObject({
    packages: 1,
    files: 1,
    describes: { name: 'a', id: 'SPDXRef-a' },
  });
});

test('a value that only has such a name is none', () => {
  expect(titlesOf('{"sbom":{"a":1},"SPDX":null}')).toEqual([]);
});
