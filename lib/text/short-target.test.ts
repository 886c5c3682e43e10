import { expect, test } from 'vitest';
import { shortTarget, splitTarget } from './short-target.ts';

test('digests are short wherever they stand in a title', () => {
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  expect(shortTarget(`Tag host/app@${digest} as 1.0`)).toBe('Tag host/app@sha256:01234567 as 1.0');
  expect(shortTarget(`host/app@${digest}`)).toBe('host/app@sha256:01234567');
  expect(shortTarget('host/app:1.0')).toBe('host/app:1.0');
});

test.each([
  [
    `localhost:5000/team/app@sha256:${'0123456789abcdef'.repeat(4)}`,
    ['localhost:5000/team/app', '@sha256:01234567'],
  ],
  ['localhost:5000/team/app:1.0', ['localhost:5000/team/app', ':1.0']],
  [`host/app:sha256-${'01234567'.repeat(8)}.sig`, ['host/app', ':sha256-01234567….sig']],
  ['host/app', ['host/app', '']],
  [`sha256:${'0123456789abcdef'.repeat(4)}`, ['', 'sha256:01234567']],
])('%s is a repository and what stands behind it', (target, parts) => {
  expect(splitTarget(target)).toEqual(parts);
});
