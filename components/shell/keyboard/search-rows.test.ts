import { expect, test } from 'vitest';
import { withSearch } from './search-rows.ts';

const before = [
  { value: 'Orrery', items: [{ group: 'Orrery', title: 'Search what was scanned', run: () => undefined }] },
];

function searched(text: string) {
  const paths: string[] = [];
  const groups = withSearch(before, text, (path) => paths.push(path));
  const rows = groups.find(({ value }) => value === 'Inventory')?.items ?? [];
  for (const { run } of rows) run();
  return { order: groups.map(({ value }) => value), titles: rows.map(({ title }) => title), paths };
}

test('a text is searched for in the inventory, behind all that it finds', () => {
  expect(searched(' log4j ')).toEqual({
    order: ['Orrery', 'Inventory'],
    titles: ['Search the inventory for log4j'],
    paths: ['/search?q=log4j&kind=package'],
  });
});

test('who writes search means it first', () => {
  expect(searched('search for openssl')).toEqual({
    order: ['Inventory', 'Orrery'],
    titles: ['Search the inventory for openssl'],
    paths: ['/search?q=openssl&kind=package'],
  });
  expect(searched('search').order).toEqual(['Orrery', 'Inventory']);
  expect(searched('search what').order).toEqual(['Orrery', 'Inventory']);
});

test.for([
  ['CVE-2021-44228', 'vulnerability'],
  ['ghsa-jfh8-c2jp-5v3q', 'vulnerability'],
  ['cve-check-tool', 'package'],
] as const)('%s is searched for as a %s', ([text, kind]) => {
  expect(searched(text).paths).toEqual([`/search?q=${text}&kind=${kind}`]);
});

test('nothing is searched for before something is written', () => {
  expect(searched('  ').order).toEqual(['Orrery']);
});
