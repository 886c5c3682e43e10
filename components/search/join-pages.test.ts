import { expect, test } from 'vitest';
import { joinPages, placesOf } from './join-pages.ts';

test('a name that goes on on the next page is one name', () => {
  const row = (version: string, ...references: readonly string[]) => ({
    ...({ kind: 'package', name: 'log4j-core', type: 'maven', version } as const),
    references: references.map((reference) => ({ reference, tags: [] })),
  });
  const joined = joinPages([row('2.14.0', 'a'), row('2.14.1', 'b'), row('2.14.1', 'c'), row('2.15.0', 'd')]);
  expect(joined).toEqual([row('2.14.0', 'a'), row('2.14.1', 'b', 'c'), row('2.15.0', 'd')]);
});

test('the platforms of an index are one place with a count', () => {
  const reference = { reference: 'a.example/app:1', tags: ['1'] };
  const other = { reference: 'b.example/app:1', tags: ['1'] };
  const row = { kind: 'package' as const, name: 'zlib', references: [reference, reference, other] };
  expect(placesOf(row).map(({ manifests }) => manifests)).toEqual([2, 1]);
});
