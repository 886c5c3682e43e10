import { expect, test } from 'vitest';
import { sortAscending, sortDescending, sortPages } from './use-names.ts';

test('a higher number comes before a lower one, however many digits it has', () => {
  expect(sortDescending(['1.9', '1.10', '1.10.1', '1.2'])).toEqual(['1.10.1', '1.10', '1.9', '1.2']);
});

test('words come before versions', () => {
  expect(sortDescending(['1.0', 'latest', 'main'])).toEqual(['main', 'latest', '1.0']);
});

test('a tag that two pages name is there once', () => {
  expect(sortDescending(['1.0', '1.0'])).toEqual(['1.0']);
});

test('repositories go from the lowest number to the highest', () => {
  expect(sortAscending(['team/app10', 'team/app2', 'base'])).toEqual(['base', 'team/app2', 'team/app10']);
});

test('a page that comes last is sorted into the names before it', () => {
  const first = { names: ['b'] };
  const one = sortPages({ pages: [], names: [] }, [first], sortAscending);
  expect(sortPages(one, [first, { names: ['a', 'c'] }], sortAscending).names).toEqual(['a', 'b', 'c']);
});

test('a list that is asked for anew forgets the names of the last one', () => {
  const one = sortPages({ pages: [], names: [] }, [{ names: ['gone'] }], sortAscending);
  expect(sortPages(one, [{ names: ['b', 'a'] }], sortAscending).names).toEqual(['a', 'b']);
});
