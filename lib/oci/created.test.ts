import { expect, test } from 'vitest';
import { parseCreated } from './created.ts';

test.each(['2026-11-20T10:00:00Z', '2026-11-25T23:30:00.123456789+14:00', '1999-12-31T00:00:00Z'])(
  '%s is a time of creation',
  (text) => expect(parseCreated(text)).toBe(text),
);

test.each([
  '0001-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '1970-01-01T00:00:01+02:00',
  '1979-12-31T23:00:00Z',
  '1980-01-01T00:00:01Z',
  'yesterday',
  '',
  undefined,
  0,
])('%s is none', (text) => expect(parseCreated(text)).toBeUndefined());
