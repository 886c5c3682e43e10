import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CoverageFilter } from './coverage-filter.ts';
import { ageOf, isEmptyFilter, readFilter, showsAll, writeFilter } from './coverage-filter.ts';

test('an address holds a filter in words that can be read', () => {
  const change = {
    lacks: ['sbom', 'vex'],
    states: ['signature:failed', 'unknown'],
    made: ['over-30d'],
  } as const;
  expect(writeFilter('view=audit', change)).toBe(
    'view=audit&lacks=sbom,vex&state=signature:failed,unknown&made=over-30d',
  );
});

test('what is taken back leaves the address, and what is not of the filter stays', () => {
  expect(writeFilter('view=audit&lacks=sbom&find=a&require=vex', { lacks: [], text: '' })).toBe(
    'view=audit&require=vex',
  );
});

test.each([
  ['lacks=sbomb', '“sbomb” is not a value of “lacks”. The filter ignores it.'],
  ['state=signature:gone', '“signature:gone” is not a value of “state”. The filter ignores it.'],
  ['made=over-many', '“over-many” is not a value of “made”. The filter ignores it.'],
  ['verdict=maybe', '“maybe” is not a value of “verdict”. The filter ignores it.'],
])('%s is said', (search, sentence) => {
  expect(readFilter(search)).toEqual({ filter: showsAll, problems: [sentence] });
});

test('an age is days and a side, or not stated', () => {
  expect([ageOf('within-7d'), ageOf('over-365d'), ageOf('not-told')]).toEqual([
    { side: 'within', days: 7 },
    { side: 'over', days: 365 },
    undefined,
  ]);
});

const filters: fc.Arbitrary<CoverageFilter> = fc.record({
  lacks: fc.subarray(['signature', 'sbom', 'report']),
  has: fc.subarray(['vex', 'provenance']),
  states: fc.subarray(['unknown', 'failed', 'sbom:partly', 'signature:matches']),
  made: fc.subarray(['within-7d', 'over-90d', 'not-told']),
  report: fc.subarray(['within-1d', 'not-told']),
  kinds: fc.subarray(['image', 'index', 'chart']),
  platforms: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 30 }), { maxLength: 3 }),
  verdicts: fc.subarray(['pass', 'fail', 'unknown']),
  text: fc.string({ maxLength: 30 }),
});

test('whatever is chosen, the address gives the same filter back', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(readFilter(writeFilter('view=audit', filter))).toEqual({ filter, problems: [] });
      expect(isEmptyFilter(filter)).toBe(writeFilter('', filter) === '');
    }),
  );
});

test('whatever an address says, it is a filter', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom('lacks', 'state', 'made', 'platform', 'verdict'),
      (value, key) => {
        const { filter } = readFilter(`${key}=${encodeURIComponent(value)}`);
        expect(Object.keys(filter)).toEqual(Object.keys(showsAll));
      },
    ),
  );
});
