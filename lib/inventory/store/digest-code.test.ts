import { expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import { fromDigestCode, toDigestCode } from './digest-code.ts';

test.each([
  [`sha256:${'a1'.repeat(32)}`, `12${'a1'.repeat(32)}`],
  [`sha512:${'b2'.repeat(64)}`, `13${'b2'.repeat(64)}`],
  ['blake3:AbC_=-1', '00626c616b65333a4162435f3d2d31'],
])('%s is kept as %s, and comes back', (text, code) => {
  const digest = parseDigest(text);
  expect(toDigestCode(digest)).toBe(code);
  expect(fromDigestCode(code)).toBe(digest);
});
