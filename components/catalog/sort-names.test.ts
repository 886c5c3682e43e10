import { expect, test } from 'vitest';
import { sortFalling, sortRising } from './sort-names.ts';

test('a higher number comes before a lower one, however many digits it has', () => {
  expect(sortFalling(['1.9', '1.10', '1.10.1', '1.2'])).toEqual(['1.10.1', '1.10', '1.9', '1.2']);
});

test('words come before versions', () => {
  expect(sortFalling(['1.0', 'latest', 'main'])).toEqual(['main', 'latest', '1.0']);
});

test('a tag that two pages name is there once', () => {
  expect(sortFalling(['1.0', '1.0'])).toEqual(['1.0']);
});

test('repositories go from the lowest number to the highest', () => {
  expect(sortRising(['team/app10', 'team/app2', 'base'])).toEqual(['base', 'team/app2', 'team/app10']);
});
