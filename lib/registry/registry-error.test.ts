import { expect, test } from 'vitest';
import type { RegistryErrorCode } from './registry-error.ts';
import { hasTrait, isOutage, isOverload, RegistryError, registryErrorCodes } from './registry-error.ts';

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

const errorOf = (code: RegistryErrorCode, status?: number) =>
  new RegistryError(code, 'r.example', 'x', status === undefined ? {} : { answer: { status } });

test('only faults that pass are worth another try', () => {
  const passing = registryErrorCodes.filter((code) => hasTrait(errorOf(code), 'passing'));
  expect(passing).toEqual(['rate-limited', 'unavailable']);
});

test.each([
  ['connection-refused', undefined, true],
  ['timeout', undefined, true],
  ['unavailable', undefined, true],
  ['unavailable', 502, true],
  ['unavailable', 503, true],
  ['unavailable', 500, false],
  ['unavailable', 408, false],
  ['rate-limited', 429, false],
  ['not-found', 404, false],
  ['unauthorized', 401, false],
  ['unsupported', 501, false],
  ['host-unknown', undefined, false],
  ['cancelled', undefined, false],
] as const)('%s %s: an outage is %s', (code, status, expected) => {
  expect(isOutage(errorOf(code, status))).toBe(expected);
});

test.each([
  ['rate-limited', 429, true],
  ['timeout', undefined, true],
  ['unavailable', 503, true],
  ['unavailable', 500, false],
  ['connection-refused', undefined, false],
] as const)('%s %s: an overload is %s', (code, status, expected) => {
  expect(isOverload(errorOf(code, status))).toBe(expected);
});

test('one of several traits is enough, and other errors have none', () => {
  expect(hasTrait(errorOf('forbidden'), 'absence', 'access')).toBe(true);
  expect(hasTrait(errorOf('forbidden'), 'absence', 'incapable')).toBe(false);
  expect([hasTrait(new TypeError('bug'), 'passing'), isOutage('text'), isOverload(undefined)]).toEqual([
    false,
    false,
    false,
  ]);
});
