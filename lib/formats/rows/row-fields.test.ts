import { expect, test } from 'vitest';
import { facetValues, fieldOf, searchText, sortKey } from './row-fields.ts';

const row = { name: 'Zlib', version: '1.3', licences: ['Zlib'], purl: 'pkg:deb/zlib' };

test('the searched text of a row is lower case and on one line', () => {
  expect(searchText('packages', { ...row, name: 'Z\nlib' })).toBe('z lib\t1.3\tpkg:deb/zlib\tzlib\t');
});

test('a statement is found by its products', () => {
  const statement = {
    vulnerability: 'CVE-1',
    aliases: [],
    status: 'fixed',
    products: [{ name: 'App', purl: 'pkg:oci/app' }],
  };
  expect(searchText('statements', statement)).toBe('cve-1\tfixed\tapp\tpkg:oci/app\t');
});

test('a licence is in the list of a package, and the expression of a finding', () => {
  expect(facetValues('packages', row, 'licence')).toEqual(['Zlib']);
  expect(facetValues('licences', { expression: 'MIT' }, 'licence')).toEqual(['MIT']);
});

test('numbers are ordered as numbers', () => {
  const key = (size: number) => sortKey({ path: 'a', size }, 'size');
  expect(key(9) < key(10)).toBe(true);
});

test('a field of an object that every row inherits is none', () => {
  expect(fieldOf(row, 'constructor')).toBeUndefined();
  expect(sortKey(row, 'constructor')).toBe('');
});
