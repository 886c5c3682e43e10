import { expect, test } from 'vitest';
import type { JoinedFinding } from '#lib/formats/findings/joined-findings';
import { findingsOfPackage } from './package-findings.ts';

const finding = (of: JoinedFinding['package']): JoinedFinding => ({
  vulnerability: 'CVE-2026-1',
  aliases: [],
  severity: 'high',
  ...(of === undefined ? {} : { package: of }),
  fixedIn: [],
  tools: [],
  about: [],
  state: 'open',
});
const zlib = { name: 'zlib', version: '1.3.1', licences: [], purl: 'pkg:apk/alpine/zlib@1.3.1?arch=x86_64' };

test.each([
  [
    'with the same purl and other qualifiers',
    { name: 'z', purl: 'pkg:apk/alpine/zlib@1.3.1?arch=aarch64' },
    1,
  ],
  ['with another purl', { name: 'zlib', version: '1.3.1', purl: 'pkg:deb/debian/zlib@1.3.1' }, 0],
  ['without a purl, by name and version', { name: 'zlib', version: '1.3.1' }, 1],
  ['of another version', { name: 'zlib', version: '1.2' }, 0],
  ['without a version', { name: 'zlib' }, 0],
  ['of no package', undefined, 0],
])('a finding %s', (_, of, count) => {
  expect(findingsOfPackage(zlib, [finding(of)])).toHaveLength(count);
});
