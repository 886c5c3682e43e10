import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PackageRow } from '#lib/formats/documents/rows';
import { comparePackages } from './compare-packages.ts';

const npm = (name: string, version: string): PackageRow => ({
  name,
  version,
  purl: `pkg:npm/${name}@${version}`,
  licences: [],
});

test('packages that came, went and have another version are told apart', () => {
  const left = [npm('axios', '1.6.8'), npm('left-pad', '1.0.0'), npm('ws', '8.16.0')];
  const right = [npm('axios', '1.7.4'), npm('undici', '6.21.1'), npm('ws', '8.16.0')];
  expect(comparePackages(left, right)).toEqual({
    added: 1,
    removed: 1,
    updated: 1,
    same: 1,
    rows: [
      { change: 'updated', name: 'axios', type: 'npm', left: ['1.6.8'], right: ['1.7.4'] },
      { change: 'removed', name: 'left-pad', type: 'npm', left: ['1.0.0'], right: [] },
      { change: 'added', name: 'undici', type: 'npm', left: [], right: ['6.21.1'] },
    ],
  });
});

test('of a package in several versions those that one side lacks are told', () => {
  const { rows } = comparePackages(
    [npm('ws', '7.0.0'), npm('ws', '8.0.0')],
    [npm('ws', '8.0.0'), npm('ws', '8.1.0')],
  );
  expect(rows).toEqual([{ change: 'updated', name: 'ws', type: 'npm', left: ['7.0.0'], right: ['8.1.0'] }]);
});

test('two packages of one name in two ecosystems are two', () => {
  const deb: PackageRow = { name: 'ws', version: '8.0.0', purl: 'pkg:deb/debian/ws@8.0.0', licences: [] };
  expect(comparePackages([npm('ws', '8.0.0')], [deb])).toMatchObject({ added: 1, removed: 1, same: 0 });
});

test('a list without purls is compared by names', () => {
  const { purl: _, ...plain } = npm('ws', '8.0.0');
  expect(comparePackages([plain], [npm('ws', '8.0.0')])).toMatchObject({ same: 1, rows: [] });
});

test('files that are listed as packages are left out', () => {
  const file: PackageRow = { name: '/etc/passwd', type: 'file', licences: [] };
  expect(comparePackages([], [file])).toMatchObject({ added: 0, rows: [] });
});

test('what is added one way is removed the other way', () => {
  const row = fc.record({ name: fc.constantFrom('a', 'b', 'c'), version: fc.constantFrom('1', '2') });
  const rows = fc.array(
    row.map(({ name, version }) => npm(name, version)),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(rows, rows, (left, right) => {
      const there = comparePackages(left, right);
      const back = comparePackages(right, left);
      expect([there.added, there.removed, there.updated, there.same]).toEqual([
        back.removed,
        back.added,
        back.updated,
        back.same,
      ]);
      expect(comparePackages(left, left).rows).toEqual([]);
    }),
  );
});
