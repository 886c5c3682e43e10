import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packageKeys } from './package-key.ts';

const base = { id: 'CVE-1', aliases: [], severity: 'high', fixedIn: [], state: 'open' } as const;
const keysOf = (purl: string, version?: string) =>
  packageKeys({ ...base, purl, ...(version === undefined ? {} : { version }) });

test.each([
  ['pkg:apk/alpine/openssl@3.1-r0?arch=x86_64&distro=3.18', 'apk/alpine/openssl@3.1-r0'],
  ['pkg:npm/%40babel/runtime@7.1.0', 'npm/@babel/runtime@7.1.0'],
  ['pkg:npm/@babel/runtime@7.1.0', 'npm/@babel/runtime@7.1.0'],
  ['pkg:golang/github.com/acme/lib@v1.2.3#sub', 'golang/github.com/acme/lib@1.2.3'],
  ['pkg:deb/debian/libc6@2.36-9%2Bdeb12u4', 'deb/debian/libc6@2.36-9+deb12u4'],
  ['pkg:pypi/Typing_Extensions@4.0', 'pypi/typing-extensions@4.0'],
  ['PKG:npm/a@1', 'npm/a@1'],
])('%s is the same package as in every spelling of it', (purl, key) => {
  expect(keysOf(purl).purl).toBe(key);
});

test('a purl without a version takes that of the finding', () => {
  expect(keysOf('pkg:npm/ws', '8.16.0').purl).toBe('npm/ws@8.16.0');
});

test('a package of Maven has the names that tools give it', () => {
  expect(keysOf('pkg:maven/org.apache/log4j@2.0').named).toEqual([
    'org.apache/log4j@2.0',
    'log4j@2.0',
    'org.apache:log4j@2.0',
  ]);
});

test('what is no purl is none, and a finding without a package has no keys', () => {
  expect(keysOf('openssl 3.1')).toEqual({ named: [], names: [] });
  expect(packageKeys(base)).toEqual({ named: [], names: [] });
});

test('any text gives keys', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (purl, version) => {
      expect(keysOf(`pkg:${purl}`, version).names.length).toBeLessThan(4);
    }),
  );
});
