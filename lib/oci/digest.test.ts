import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  digestFromHash,
  digestParts,
  formatShortDigest,
  hashAlgorithmOf,
  isDigest,
  parseDigest,
} from './digest.ts';

const hex64 = 'a'.repeat(64);

describe('a digest', () => {
  test.each([
    ['sha256 with 64 hexadecimal digits', `sha256:${hex64}`],
    ['sha512 with 128 hexadecimal digits', `sha512:${hex64}${hex64}`],
    ['an algorithm nobody has registered', 'multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8'],
    ['an algorithm of several components', 'sha256+b64u:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564='],
  ])('is accepted: %s', (_, text) => {
    expect(parseDigest(text)).toBe(text);
  });

  test.each([
    ['nothing', ''],
    ['no algorithm', hex64],
    ['a short sha256', 'sha256:abc'],
    ['upper-case hex', `sha256:${'A'.repeat(64)}`],
    ['a path', `sha256:../../${hex64}`],
    ['a line break', `sha256:${hex64}\n`],
    ['more than anybody needs', `x:${'a'.repeat(600)}`],
  ])('is refused: %s', (_, text) => {
    expect(isDigest(text)).toBe(false);
    expect(() => parseDigest(text)).toThrow(expect.objectContaining({ code: 'digest-invalid' }));
  });

  test('made from a hash has the parts it was made of', () => {
    const digest = digestFromHash('sha256', hex64);
    expect(digestParts(digest)).toEqual({ algorithm: 'sha256', encoded: hex64 });
    expect(formatShortDigest(digest)).toBe('sha256:aaaaaaaa');
  });

  test('of an unregistered algorithm cannot be computed here, and says so', () => {
    expect(hashAlgorithmOf(parseDigest('blake3:abc'))).toBeUndefined();
    expect(hashAlgorithmOf(parseDigest(`sha256:${hex64}`))).toBe('sha256');
  });

  test('never throws anything but its own error, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        if (isDigest(text)) expect(parseDigest(text)).toBe(text);
        else expect(() => parseDigest(text)).toThrow(expect.objectContaining({ name: 'OciError' }));
      }),
    );
  });
});
