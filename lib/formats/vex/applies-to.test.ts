import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProductName } from '#lib/formats/documents/rows';
import { doesApply } from './applies-to.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const other = `sha256:${'b'.repeat(64)}`;
const artifact = {
  digests: [digest],
  references: ['ghcr.io/acme/web:1.0', `ghcr.io/acme/web@${digest}`],
  purls: [],
};
const finding = {
  id: 'CVE-2026-1',
  aliases: ['GHSA-x'],
  package: 'openssl',
  version: '3.0.1',
  purl: 'pkg:deb/debian/openssl@3.0.1?arch=amd64&distro=debian-12',
};

function judge(product: Partial<ProductName>, found: object = finding, about: object = artifact) {
  const statement = { vulnerability: 'CVE-2026-1', aliases: [], products: [{ name: 'x', ...product }] };
  return doesApply(statement, { ...artifact, ...about }, { ...finding, ...found }).verdict;
}

const openssl = { name: 'openssl', purl: 'pkg:deb/debian/openssl@3.0.1' };

test.each<[string, Partial<ProductName>, string]>([
  ['the digest of the image', { purl: `pkg:oci/web@${digest}` }, 'applies'],
  [
    'the digest, escaped',
    { purl: `pkg:oci/web@${digest.replace(':', '%3A')}?repository_url=elsewhere.io` },
    'applies',
  ],
  ['another digest', { purl: `pkg:oci/web@${other}` }, 'does-not'],
  ['the image without a version', { purl: 'pkg:oci/web' }, 'applies'],
  ['another image', { purl: 'pkg:oci/api' }, 'does-not'],
  ['the repository', { purl: 'pkg:oci/web?repository_url=ghcr.io/acme/web' }, 'applies'],
  ['the registry and owner', { purl: 'pkg:oci/web?repository_url=ghcr.io/acme' }, 'applies'],
  ['another repository', { purl: 'pkg:oci/web?repository_url=quay.io/acme/web' }, 'does-not'],
  ['the tag', { purl: 'pkg:oci/web?tag=1.0' }, 'applies'],
  ['another tag', { purl: 'pkg:oci/web?tag=2.0' }, 'does-not'],
  ['one platform by name', { purl: 'pkg:oci/web?arch=arm64' }, 'unknown'],
  ['a reference', { ids: ['ghcr.io/acme/web:1.0'] }, 'applies'],
  ['a reference with the digest', { name: `registry.example/mirror@${digest}` }, 'applies'],
  ['a hash of the image', { hashes: [digest] }, 'applies'],
  ['a name that may be anything', { name: 'Acme Web' }, 'unknown'],
  ['the package alone', openssl, 'applies'],
  ['the package in any version', { purl: 'pkg:deb/debian/openssl' }, 'applies'],
  ['the package in another version', { purl: 'pkg:deb/debian/openssl@3.0.2' }, 'does-not'],
  ['the package of another distribution', { purl: 'pkg:deb/ubuntu/openssl@3.0.1' }, 'does-not'],
  ['the package of this platform', { purl: 'pkg:deb/debian/openssl@3.0.1?arch=amd64' }, 'applies'],
  ['the package of another platform', { purl: 'pkg:deb/debian/openssl@3.0.1?arch=arm64' }, 'does-not'],
  ['the package by name and version', { name: 'openssl', version: '3.0.1' }, 'applies'],
  ['the package by name and another version', { name: 'openssl', version: '3' }, 'unknown'],
  ['a range that it lies in', { purl: 'pkg:deb/debian/openssl', versions: 'vers:deb/<3.0.2' }, 'applies'],
  ['a range that it does not lie in', { purl: 'pkg:deb/debian/openssl', versions: '>=3.1' }, 'does-not'],
  ['a range of an order of its own', { purl: 'pkg:deb/debian/openssl', versions: '<3.0.2-1' }, 'unknown'],
  ['the image, in it the package', { purl: 'pkg:oci/web', subcomponents: [openssl] }, 'applies'],
  [
    'the image, in it another',
    { purl: 'pkg:oci/web', subcomponents: [{ name: 'z', purl: 'pkg:deb/debian/z' }] },
    'does-not',
  ],
  ['another image, in it the package', { purl: 'pkg:oci/api', subcomponents: [openssl] }, 'does-not'],
  ['a system by CPE, in it the package', { cpe: 'cpe:/o:debian:12', subcomponents: [openssl] }, 'unknown'],
])('a statement on %s: %j → %s', (_, product, verdict) => {
  expect(judge(product)).toBe(verdict);
});

test('a vulnerability has many names, in upper or lower case', () => {
  const products = [{ name: 'web', purl: 'pkg:oci/web' }];
  const verdict = (vulnerability: string, aliases: readonly string[]) =>
    doesApply({ vulnerability, aliases, products }, artifact, finding).verdict;
  expect(verdict('ghsa-X', [])).toBe('applies');
  expect(verdict('INTERNAL-1', ['cve-2026-1'])).toBe('applies');
  expect(verdict('CVE-2026-2', [''])).toBe('does-not');
});

test('a statement without products is about what its envelope is about', () => {
  const statement = { vulnerability: 'CVE-2026-1', aliases: [], products: [] };
  expect(doesApply(statement, artifact, finding, [digest]).verdict).toBe('applies');
  expect(doesApply(statement, artifact, finding, [other]).verdict).toBe('unknown');
  expect(doesApply(statement, artifact, finding).reason).toBe('The statement names no product.');
});

test('whatever the names, there is a verdict with a sentence', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('pkg:oci/web', 'pkg:npm/a@1', 'sha256:1', 'a:b', '@', '%', 'vers:npm/>1|<2'),
  );
  const product = fc.record(
    {
      name: text,
      version: text,
      versions: text,
      purl: text,
      cpe: text,
      ids: fc.array(text),
      hashes: fc.array(text),
    },
    { requiredKeys: ['name'] },
  );
  const found = fc.record({ package: text, version: text, purl: text }, { requiredKeys: [] });
  fc.assert(
    fc.property(product, fc.array(product), found, (whole, parts, rest) => {
      const products = [{ ...whole, subcomponents: parts }];
      const { reason } = doesApply({ vulnerability: 'CVE-1', aliases: [], products }, artifact, {
        id: 'CVE-1',
        aliases: [],
        ...rest,
      });
      expect(reason).toMatch(/\.$|…$/);
    }),
  );
});
