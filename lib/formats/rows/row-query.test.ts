import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterColumns } from './row-fields.ts';
import { formatRowFilter, parseRowFilter, parseRowSort } from './row-query.ts';

test('a filter names columns and values', () => {
  expect(parseRowFilter('severity:critical,high;fixable:1')).toEqual([
    { name: 'severity', values: ['critical', 'high'] },
    { name: 'fixable', values: ['1'] },
  ]);
  expect(parseRowFilter('')).toEqual([]);
});

test.each(['colour:red', 'severity', 'licence:%zz', ':', '__proto__:1'])('%s is no filter', (text) => {
  expect(parseRowFilter(text)).toBeUndefined();
});

test('every value survives the way through an address', () => {
  const filter = fc.record({
    name: fc.constantFrom(...filterColumns),
    values: fc.array(fc.string(), { minLength: 1 }),
  });
  fc.assert(
    fc.property(fc.array(filter), (filters) => {
      expect(parseRowFilter(formatRowFilter(filters))).toEqual(filters);
    }),
  );
});

test('an order is a field, or its reverse', () => {
  expect(parseRowSort('severity')).toEqual({ name: 'severity', isDescending: false });
  expect(parseRowSort('-name')).toEqual({ name: 'name', isDescending: true });
  expect(parseRowSort('name,version')).toBeUndefined();
});
