import { expect, test } from 'vitest';
import { RegistryError } from '#lib/registry/registry-error';

test('an error keeps its code, its cause and what the registry said', () => {
  const cause = new Error('reset');
  const answer = { status: 503, code: 'UNKNOWN' };
  const error = new RegistryError('unavailable', 'r.example', 'It is down.', {
    cause,
    answer,
    retryAfterSeconds: 7,
    tokenServer: 'https://auth.example',
    hint: 'Wait.',
  });
  expect(error).toMatchObject({
    name: 'RegistryError',
    code: 'unavailable',
    registry: 'r.example',
    message: 'It is down.',
    cause,
    answer,
    retryAfterSeconds: 7,
    tokenServer: 'https://auth.example',
    hint: 'Wait.',
  });
});

test('an error without a cause has none', () => {
  expect(Object.hasOwn(new RegistryError('timeout', 'r.example', 'late'), 'cause')).toBe(false);
});
