import { afterEach, expect, test, vi } from 'vitest';
import { keepSessionPolicy, sessionPolicy } from './session-policy.ts';

afterEach(() => vi.unstubAllGlobals());

test('a policy is kept for this tab until it is taken back', () => {
  keepIn(new Map());
  expect(sessionPolicy()).toBeUndefined();
  expect(keepSessionPolicy({ keys: { release: 'PEM' } })).toBe(true);
  expect(sessionPolicy()).toEqual({ keys: { release: 'PEM' } });
  expect(sessionPolicy()).toBe(sessionPolicy());
  keepSessionPolicy(undefined);
  expect(sessionPolicy()).toBeUndefined();
});

test.each(['no JSON', '[]', 'null', '"text"'])('what is no policy is none: %s', (text) => {
  keepIn(new Map([['orrery-policy', text]]));
  expect(sessionPolicy()).toBeUndefined();
});

test('a browser that has no room says so', () => {
  vi.stubGlobal('sessionStorage', {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    },
  });
  expect(keepSessionPolicy({ documents: ['x'] })).toBe(false);
});

function keepIn(texts: Map<string, string>) {
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  });
}
