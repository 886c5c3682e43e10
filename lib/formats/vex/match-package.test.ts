import { expect, test } from 'vitest';
import type { ProductName } from '#lib/formats/documents/rows';
import type { FoundIn } from './match-package.ts';
import { matchPackage } from './match-package.ts';

const openssl = 'pkg:deb/debian/openssl@3.0.1';

function judge(product: Partial<ProductName>, found: FoundIn) {
  return matchPackage({ name: 'x', ...product }, found).is;
}

test('what the report leaves out keeps a statement from applying', () => {
  const named = { package: 'openssl', version: '3.0.1' };
  expect(judge({ purl: 'pkg:deb/debian/openssl' }, named)).toBe('unknown');
  expect(judge({ purl: openssl }, named)).toBe('yes');
  expect(judge({ purl: 'pkg:deb/debian/zlib' }, named)).toBe('no');
  expect(judge({ purl: `${openssl}?arch=amd64` }, { ...named, purl: openssl })).toBe('unknown');
  expect(judge({ purl: openssl }, {})).toBe('unknown');
  expect(judge({ cpe: 'cpe:/a:openssl:openssl' }, named)).toBe('unknown');
});

test('qualifiers that say nothing new are not missed', () => {
  expect(judge({ purl: `${openssl}?epoch=0` }, { purl: openssl })).toBe('yes');
  expect(judge({ purl: 'pkg:rpm/redhat/a@1:2?epoch=1' }, { purl: 'pkg:rpm/redhat/a@1:2' })).toBe('yes');
  expect(judge({ purl: 'pkg:maven/g/a@1?type=jar' }, { purl: 'pkg:maven/g/a@1' })).toBe('yes');
});

test('a path in a module narrows it', () => {
  expect(judge({ purl: 'pkg:golang/a/b#cmd' }, { purl: 'pkg:golang/a/b@v1' })).toBe('no');
  expect(judge({ purl: 'pkg:golang/a/b' }, { purl: 'pkg:golang/a/b@v1#cmd' })).toBe('yes');
});
