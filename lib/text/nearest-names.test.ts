import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textLimits } from './limits.ts';
import { nearestNames } from './nearest-names.ts';

const tags = ['1.11.0', '1.12.0', '1.12.1', 'latest', 'nightly'];

test('signs that look alike find the name at once', () => {
  expect(nearestNames('1.12.O', tags)[0]).toBe('1.12.0');
  expect(nearestNames('Latest', tags)).toEqual(['latest']);
  expect(nearestNames('l.l2.0', tags)[0]).toBe('1.12.0');
});

test('a wrong, a missing and an added letter are found', () => {
  expect(nearestNames('latast', tags)).toEqual(['latest']);
  expect(nearestNames('nghtly', tags)).toEqual(['nightly']);
  expect(nearestNames('latestt', tags)).toEqual(['latest']);
});

test('the begin of names finds them', () => {
  expect(nearestNames('1.12', tags)).toEqual(['1.12.0', '1.12.1']);
});

test('nothing is suggested where nothing is near, and never the name itself', () => {
  expect(nearestNames('production', tags)).toEqual([]);
  expect(nearestNames('latest', tags)).toEqual([]);
  expect(nearestNames('a', ['b'])).toEqual([]);
});

test('whatever the names, a few of them are the answer', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (name, names) => {
      const found = nearestNames(name, names);
      expect(found.length).toBeLessThanOrEqual(textLimits.nearestShown);
      expect(names).toEqual(expect.arrayContaining([...found]));
    }),
  );
});
