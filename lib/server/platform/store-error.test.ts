import { expect, test } from 'vitest';
import { problemOfError, storeProblem } from './problem-error.ts';
import { StoreError } from './store-error.ts';

test('an error of a shared store is told by its code, since its class may be that of another bundle', () => {
  const away = Object.assign(new Error('connect'), { code: 'store-unavailable' });
  for (const error of [new StoreError('store-unavailable', 'away'), away])
    expect(storeProblem(error)).toMatchObject({
      problem: { code: 'store-unavailable', status: 503, retryAfterSeconds: 5 },
      cause: error,
    });
  expect(problemOfError(away, '7')).toMatchObject({ code: 'store-unavailable', requestId: '7' });
  const taken = storeProblem(new StoreError('plan-taken', 'taken'));
  expect(taken?.problem).toMatchObject({ code: 'journal-unwritable', hint: expect.stringMatching(/follow/) });
});

test('every other error is none of a shared store', () => {
  for (const error of [new Error('away'), new StoreError('record-lost', 'gone'), undefined])
    expect(storeProblem(error)).toBeUndefined();
});
