import { expect, test } from 'vitest';
import { evidence } from '#e2e/fakes/inventory-records';
import { inventoryNote } from '#lib/api/client/stream-coverage';
import { scannedInSight } from './rows-in-sight.ts';

const row = (tag: string, ...notes: readonly string[]) => ({
  ...{ reference: `a.test/app:${tag}`, tags: [tag], platforms: [], evidence: evidence({}), notes },
  ...{ verdict: 'unknown' as const, why: [] },
});

test('only artifacts in sight that a scan alone has told are asked for', () => {
  const items = [
    { type: 'group' },
    { type: 'row', row: row('1', inventoryNote) },
    { type: 'platform', row: row('1', inventoryNote) },
    { type: 'row', row: row('2', 'Its tag moved.') },
    { type: 'row', row: row('3', 'Its tag moved.', inventoryNote) },
    { type: 'row', row: row('4', inventoryNote) },
  ];
  expect(scannedInSight(items, 0, 4)).toEqual(['a.test/app:1', 'a.test/app:3']);
  expect(scannedInSight(items, 0, -1)).toEqual([]);
});
