import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

const known = ['PORT', 'ORRERY_DEMO', 'ORRERY_DATA_DIR'];

test.each([
  ['ORRERY_DEMOS', 'ORRERY_DEMO'],
  ['ORRERY_DATADIR', 'ORRERY_DATA_DIR'],
  ['ORERY_DATA_DIR', 'ORRERY_DATA_DIR'],
  ['PROT', 'PORT'],
])('%s most likely means %s', (name, meant) => {
  expect(nearestName(name, known)).toBe(meant);
});

test('without known names there is none near', () => {
  expect(nearestName('PORT', [])).toBeUndefined();
});
