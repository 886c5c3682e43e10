import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FindingRow, PackageRow } from '#lib/formats/documents/rows';
import { createRowIndex } from './row-index.ts';
import type { RowQuery } from './row-query.ts';

const all: RowQuery = { q: '', filter: [], offset: 0, count: 1_000 };

function packages(rows: readonly Partial<PackageRow>[]) {
  const index = createRowIndex('packages');
  for (const row of rows) index.add({ name: 'x', licences: [], ...row });
  return index;
}

const names = (page: { readonly rows: readonly object[] }) =>
  page.rows.map((row) => ('name' in row ? row.name : undefined));

test('a search finds a part of any text in any case, and says how many of how many', () => {
  const index = packages([
    { name: 'OpenSSL', licences: ['Apache-2.0'] },
    { name: 'zlib', purl: 'pkg:deb/debian/zlib1g' },
    { name: 'musl', description: 'not openssl' },
  ]);
  expect(names(index.page({ ...all, q: 'openss' }))).toEqual(['OpenSSL']);
  expect(names(index.page({ ...all, q: 'DEBIAN' }))).toEqual(['zlib']);
  expect(index.page({ ...all, q: 'apache' })).toMatchObject({ total: 1, of: 3 });
});

test('a row fits when each column has one of the values', () => {
  const index = packages([
    { name: 'a', licences: ['MIT'], type: 'npm' },
    { name: 'b', licences: ['MIT', 'ISC'], type: 'deb' },
    { name: 'c', licences: ['GPL-2.0-only'], type: 'npm' },
  ]);
  const licence = { name: 'licence', values: ['ISC', 'MIT'] } as const;
  expect(names(index.page({ ...all, filter: [licence] }))).toEqual(['a', 'b']);
  const type = { name: 'type', values: ['npm'] } as const;
  expect(names(index.page({ ...all, filter: [licence, type] }))).toEqual(['a']);
  expect(index.page(all).facets).toMatchObject({
    licence: { MIT: 2, ISC: 1, 'GPL-2.0-only': 1 },
    type: { npm: 2, deb: 1 },
  });
});

test("what a package lacks of an SBOM's minimum elements is a column too", () => {
  const index = packages([
    { name: 'a', version: '1', licences: ['MIT'], supplier: 's', hashes: ['sha1:0'], cpes: ['cpe'] },
    {},
  ]);
  expect(index.page(all).facets.lacks).toEqual({
    version: 1,
    licence: 1,
    supplier: 1,
    hash: 1,
    identifier: 1,
  });
});

test('rows stand in natural order, those that say nothing last', () => {
  const index = packages([{ version: '1.10' }, {}, { version: '1.9' }, { version: '1.9a' }]);
  const versions = (isDescending: boolean) =>
    index
      .page({ ...all, sort: { name: 'version', isDescending } })
      .rows.map((row) => ('version' in row ? row.version : undefined));
  expect(versions(false)).toEqual(['1.9', '1.9a', '1.10', undefined]);
  expect(versions(true)).toEqual(['1.10', '1.9a', '1.9', undefined]);
});

test('findings stand with the gravest first', () => {
  const index = createRowIndex('findings');
  const finding = { aliases: [], fixedIn: [], state: 'open' };
  const add = (row: Pick<FindingRow, 'id' | 'severity'> & Partial<FindingRow>) =>
    index.add({ ...finding, ...row });
  add({ id: 'low', severity: 'low' });
  add({ id: 'critical', severity: 'critical', fixedIn: ['2'] });
  add({ id: 'unknown', severity: 'unknown' });
  const page = index.page({ ...all, sort: { name: 'severity', isDescending: false } });
  expect(page.rows.map((row) => ('id' in row ? row.id : ''))).toEqual(['critical', 'low', 'unknown']);
  expect(index.page({ ...all, filter: [{ name: 'fixable', values: ['1'] }] }).total).toBe(1);
});

test('pages follow each other without a gap, also over the borders of blocks', () => {
  const index = packages(Array.from({ length: 10_000 }, (_, place) => ({ name: `p${place}` })));
  const read: unknown[] = [];
  for (let offset = 0; offset < 10_000; offset += 700)
    read.push(...names(index.page({ ...all, offset, count: 700 })));
  expect(read).toEqual(Array.from({ length: 10_000 }, (_, place) => `p${place}`));
  expect(names(index.page({ ...all, q: 'p9999' }))).toEqual(['p9999']);
  expect(index.page({ ...all, q: 'p99' }).total).toBe(111);
});

test('a row that comes after a search is found by the next one', () => {
  const index = packages([{ name: 'first' }]);
  expect(index.page({ ...all, q: 'i' }).total).toBe(1);
  index.add({ name: 'third', licences: [] });
  expect(index.page({ ...all, q: 'i' }).total).toBe(2);
});

test('whatever the texts, a search gives the rows that hold it, as they were', () => {
  const row = fc.record({ name: fc.string({ unit: 'grapheme' }), licences: fc.array(fc.string()) });
  fc.assert(
    fc.property(fc.array(row), fc.string({ maxLength: 3 }), (rows, q) => {
      const index = packages(rows);
      expect(index.page(all).rows).toEqual(rows);
      const found = index.page({ ...all, q: q.replaceAll(/[\n\t]/g, '') });
      expect(found.total).toBeLessThanOrEqual(rows.length);
    }),
  );
});
