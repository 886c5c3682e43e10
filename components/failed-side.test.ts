import { expect, test } from 'vitest';
import { failedSide } from './failed-side.ts';

const sides = { left: 'ghcr.io/acme/app:1.0', right: 'ghcr.io/acme/app:9.9' };

test('the side that a problem names is the one whose names are looked for', () => {
  const detail = 'ghcr.io has no ghcr.io/acme/app:9.9.';
  expect(failedSide({ detail }, sides)).toMatchObject({
    screen: 'artifact',
    reference: { repository: 'acme/app', tag: '9.9' },
  });
});

test('a problem that names no side leads nowhere in particular', () => {
  expect(failedSide({ detail: 'The registry does not answer.' }, sides)).toBeUndefined();
  expect(failedSide({ detail: 'Not a reference: a b' }, { ...sides, left: 'a b' })).toBeUndefined();
});
