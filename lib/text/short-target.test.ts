import { expect, test } from 'vitest';
import { shortTarget } from './short-target.ts';

test('digests are short wherever they stand in a title', () => {
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  expect(shortTarget(`Tag host/app@${digest} as 1.0`)).toBe('Tag host/app@sha256:01234567 as 1.0');
  expect(shortTarget(`host/app@${digest}`)).toBe('host/app@sha256:01234567');
  expect(shortTarget('host/app:1.0')).toBe('host/app:1.0');
});
