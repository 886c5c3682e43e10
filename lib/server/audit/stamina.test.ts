import { expect, test } from 'vitest';
import { createStamina } from './stamina.ts';

test('so many failures in a row end the questions to one repository, and to no other', () => {
  const stamina = createStamina(2);
  stamina.fail('a');
  stamina.succeed('a');
  stamina.fail('a');
  expect(stamina.isSpent('a')).toBe(false);
  stamina.fail('a');
  expect([stamina.isSpent('a'), stamina.isSpent('b')]).toEqual([true, false]);
});
