import { expect, test } from 'vitest';
import { questionAddresses } from './question-addresses.ts';

test('a key stands in both addresses, and a word where it is not known', () => {
  const parts = { origin: 'https://orrery.example', id: 'one' };
  expect(questionAddresses({ ...parts, key: 'k3y' })).toEqual({
    feed: 'https://orrery.example/api/questions/one.atom?key=k3y',
    command: "curl -fsS 'https://orrery.example/api/questions/one?expect=none&key=k3y'",
  });
  expect(questionAddresses({ ...parts, key: undefined }).feed).toContain('key=KEY');
});
