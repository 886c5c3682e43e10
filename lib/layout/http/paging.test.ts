import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Page } from '#lib/layout/http/paging';
import { cutPage, linkToNext, parsePageSize } from '#lib/layout/http/paging';

test('pages hold every entry once and in order, and the last has no next', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 5 }), (names, size) => {
      const sorted = [...names].sort();
      const seen: string[] = [];
      let last: string | null = null;
      do {
        const page: Page<string> = cutPage(sorted, size, last, (name) => name);
        seen.push(...page.items);
        last = page.next ?? null;
      } while (last !== null);
      expect(seen).toEqual(sorted);
    }),
  );
});

test.each([
  ['', 100],
  ['n=7', 7],
  ['n=0', 0],
  ['n=999', 100],
  ['n=-1', undefined],
  ['n=x', undefined],
])('the query %j asks for %s entries', (query, size) => {
  expect(parsePageSize(new URLSearchParams(query), 100)).toBe(size);
});

test('the link keeps the other parameters', () => {
  const query = new URLSearchParams('n=2&artifactType=a/b%2Bc&last=old');
  expect(linkToNext('/v2/x', query, 'new')).toEqual({
    Link: '</v2/x?n=2&artifactType=a%2Fb%2Bc&last=new>; rel="next"',
  });
});
