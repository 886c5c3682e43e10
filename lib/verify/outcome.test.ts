import { expect, test } from 'vitest';
import { cannotCheck, failed } from './outcome.ts';

test('what is proven wrong is told from what is missing here', () => {
  expect(failed('binding', 'other-digest', 'It names another.')).toMatchObject({
    message: 'It names another.',
    refusal: { state: 'failed', facet: 'binding', code: 'other-digest', reason: 'It names another.' },
  });
  expect(cannotCheck('trust', 'no-key', 'No key is here.', 'Add it.').refusal).toEqual({
    state: 'cannot-check',
    facet: 'trust',
    code: 'no-key',
    reason: 'No key is here.',
    help: 'Add it.',
  });
});
