import { expect, test } from 'vitest';
import { parseDigest } from './digest.ts';
import { isTag } from './reference.ts';
import { parseDigestTag, referrersTag } from './referrers-tag.ts';

const hex = 'e'.repeat(64);

test('the referrers tag of a sha256 subject is its digest with a dash', () => {
  expect(referrersTag(parseDigest(`sha256:${hex}`))).toBe(`sha256-${hex}`);
});

test('the hash of a sha512 subject is cut to 64 characters, so that the tag stays a tag', () => {
  const tag = referrersTag(parseDigest(`sha512:${hex}${hex}`));
  expect(tag).toBe(`sha512-${hex}`);
  expect(isTag(tag)).toBe(true);
});

test('characters that no tag may hold become dashes', () => {
  expect(referrersTag(parseDigest('a+b:c='))).toBe('a-b-c-');
});

test.each([
  [`sha256-${hex}`, 'referrers'],
  [`sha256-${hex}.sig`, 'sig'],
  [`sha256-${hex}.att`, 'att'],
  [`sha256-${hex}.sbom`, 'sbom'],
  [`sha256-${hex}.imgpkg`, 'other'],
])('%s is a tag made from a digest', (tag, purpose) => {
  expect(parseDigestTag(tag)).toEqual({ purpose, prefix: `sha256-${hex}` });
});

test.each(['latest', 'sha256-abc', `sha256-${hex}-txt`, `x-sha256-${hex}`])(
  '%s is an ordinary tag',
  (tag) => {
    expect(parseDigestTag(tag)).toBeUndefined();
  },
);
