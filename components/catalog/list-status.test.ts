import { expect, test } from 'vitest';
import { incompleteReason, listCount } from './list-status.tsx';

const idle = { isPending: false, isError: false, isFetching: false };
const counts = { shown: 2, total: 2, word: ['tag', 'tags'] } as const;

test('a list that failed before its first name is unknown, and never has zero names', () => {
  const none = { ...counts, shown: 0, total: 0 };
  expect(listCount({ ...idle, isError: true }, none)).toBe('tags: not determined');
  expect(listCount(idle, none)).toBe('0 tags');
});

test('a list that failed later tells what it has so far', () => {
  expect(listCount({ ...idle, isError: true }, counts)).toBe('2 tags so far');
});

test('a filter, one name alone, and names that are coming are told', () => {
  expect(listCount({ ...idle, isPending: true }, counts)).toBe('Loading…');
  expect(listCount({ ...idle, isFetching: true }, { ...counts, total: 1_200 })).toBe(
    '2 of 1,200 tags, more are coming…',
  );
  expect(listCount(idle, { ...counts, shown: 1, total: 1, note: ' of 1 artifact' })).toBe(
    '1 tag of 1 artifact',
  );
});

test('pages that link back to each other leave a list incomplete', () => {
  const page = { names: [], next: 'a' };
  expect(incompleteReason({ pages: [page, page] })).toMatch(/link back/);
  expect(incompleteReason({ pages: [page, { names: [] }] })).toBeUndefined();
});
