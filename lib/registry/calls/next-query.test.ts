import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNextLink } from './next-query.ts';

describe('a Link header', () => {
  test.each([
    ['as the spec writes it', '</v2/_catalog?last=x&n=100>; rel="next"', '/v2/_catalog?last=x&n=100'],
    ['without quotes', '</v2/a/tags/list?last=x>;rel=next', '/v2/a/tags/list?last=x'],
    ['without brackets, as Cloudflare sends it', '/v2/_catalog?last=x; rel="next"', '/v2/_catalog?last=x'],
    [
      'absolute',
      '<https://r.example/v2/_catalog?last=x>; rel="next"',
      'https://r.example/v2/_catalog?last=x',
    ],
    ['the second of two', '</a>; rel="prev", </b>; rel="next"', '/b'],
    ['one of several relations', '</b>; rel="last next"', '/b'],
    ['behind other parameters', '</b>; title="a, b; rel=prev"; REL=NEXT', '/b'],
    ['with a comma in the target', '</b?scope=x,y>; rel="next"', '/b?scope=x,y'],
    ['with a comma in a bare target', '/b?scope=x,y; rel=next', '/b?scope=x,y'],
    [
      'with an opaque query of olareg',
      '</v2/r/referrers/sha256:0?cache=abc&page=1>; rel=next',
      '/v2/r/referrers/sha256:0?cache=abc&page=1',
    ],
  ])('names the next page %s', (_, header, expected) => {
    expect(parseNextLink(header)).toBe(expected);
  });

  test.each([
    ['nothing', ''],
    ['another relation', '</a>; rel="prev"'],
    ['no relation', '</a>'],
    ['a word that only begins so', '</a>; rel="nextpage"'],
    ['a relation without a target', '; rel="next"'],
  ])('names none: %s', (_, header) => {
    expect(parseNextLink(header)).toBeUndefined();
  });
});

test('property: every target within brackets is read back, whatever stands around it', () => {
  const target = fc.webUrl({ withQueryParameters: true }).filter((url) => !/[<>]/.test(url));
  const other = fc.constantFrom('', '</x>; rel="prev", ', '<y>; rel=first; title="a, b", ', ' , ');
  fc.assert(
    fc.property(
      other,
      target,
      fc.constantFrom('next', '"next"', '"NEXT"', '"prev next"'),
      (before, url, relation) => {
        expect(parseNextLink(`${before}<${url}>; rel=${relation}`)).toBe(url.trim());
      },
    ),
  );
});

test('property: no text makes it throw or run away', () => {
  const hostile = fc.array(fc.constantFrom('<', '>', ';', ',', '"', '\\', ' ', 'rel', '=', 'next', '/a'), {
    maxLength: 400,
  });
  fc.assert(
    fc.property(hostile, (parts) => {
      const text = parts.join('');
      const next = parseNextLink(text);
      expect(next === undefined || text.includes(next)).toBe(true);
    }),
  );
  expect(parseNextLink('<'.repeat(1_000_000))).toBeUndefined();
  expect(parseNextLink(`${'a,'.repeat(500_000)}`)).toBeUndefined();
});
