import { expect, test } from 'vitest';
import { isKeyed } from './keyed-path.ts';

const id = '0b5c6a0e-7a52-4b7e-9a53-2f6a5f3f1a11';

test.for([
  ['GET', `/api/questions/${id}?key=abc`, true],
  ['HEAD', `/api/questions/${id}.atom?format=csv&key=abc`, true],
  ['GET', `/api/questions/${id}`, false],
  ['GET', `/api/questions/${id}?key=`, false],
  ['GET', '/api/questions?key=abc', false],
  ['GET', `/api/questions/${id}/two?key=abc`, false],
  ['GET', '/api/questions/%2e%2e?key=abc', false],
  ['DELETE', `/api/questions/${id}?key=abc`, false],
  ['PUT', `/api/questions/${id}?key=abc`, false],
  ['GET', `/api/search?q=/api/questions/${id}&key=abc`, false],
  ['GET', `//api/questions/${id}?key=abc`, false],
  ['GET', '/api/questions/../search?q=a&key=abc', false],
  ['GET', '/api/questions/..?key=abc', false],
] as const)('%s %s passes with its key: %s', ([method, url, expected]) => {
  expect(isKeyed({ method, url })).toBe(expected);
});
