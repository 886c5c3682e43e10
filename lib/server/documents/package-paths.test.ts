import { expect, test } from 'vitest';
import { describeBytes } from '#e2e/fakes/fake-store';
import { readContent } from '#lib/formats/content/read-content';
import { findPackagePaths } from './package-paths.ts';

function read(value: unknown) {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const blob = describeBytes(bytes, 'application/json');
  const [document] = readContent({ blob, bytes, isWhole: true }).documents;
  if (document === undefined) throw new Error('No document.');
  return document;
}

const bom = read({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: { component: { type: 'application', name: 'shop', 'bom-ref': 'shop' } },
  components: ['web', 'zlib', 'lonely'].map((name) => ({ type: 'library', name, 'bom-ref': name })),
  dependencies: [
    { ref: 'shop', dependsOn: ['web'] },
    { ref: 'web', dependsOn: ['zlib'] },
  ],
});

test('the way to a package is told with the packages on it', () => {
  const { paths, packages } = findPackagePaths(bom, 'zlib');
  expect(paths).toEqual([['shop', 'web', 'zlib']]);
  expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(['web', 'zlib']));
});

test('a package that nothing leads to has no way', () => {
  expect(findPackagePaths(bom, 'lonely')).toEqual({ paths: [], packages: [] });
  expect(findPackagePaths(read({ spdxVersion: 'SPDX-2.3', packages: [] }), 'a').paths).toEqual([]);
});
