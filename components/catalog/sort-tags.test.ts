import { expect, test } from 'vitest';
import { sortTags } from './sort-tags';

test('a higher number comes before a lower one, however many digits it has', () => {
  expect(sortTags(['1.9', '1.10', '1.10.1', '1.2'])).toEqual(['1.10.1', '1.10', '1.9', '1.2']);
});

test('words come before versions', () => {
  expect(sortTags(['1.0', 'latest', 'main'])).toEqual(['main', 'latest', '1.0']);
});

test('a tag that two pages name is there once', () => {
  expect(sortTags(['1.0', '1.0'])).toEqual(['1.0']);
});
