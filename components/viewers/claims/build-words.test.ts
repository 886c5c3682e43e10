import { expect, test } from 'vitest';
import {
  bareUri,
  buildDuration,
  buildSentence,
  momentText,
  shortRevision,
  unsaidOfBuild,
} from './build-words.ts';

const whole = {
  builder: 'https://github.com/actions/runner/github-hosted',
  source: {
    uri: 'git+https://github.com/acme/web@refs/heads/main',
    digest: 'sha1:4e1f0c7aa0de4d6e8a1d4e1f0c7aa0de4d6e8a1d',
    ref: 'refs/heads/main',
  },
  entryPoint: '.github/workflows/release.yml@refs/heads/main',
  startedOn: '2026-11-01T10:00:12Z',
  finishedOn: '2026-11-01T10:03:40Z',
  materials: 12,
  parameters: 3,
};

test('one sentence says who built it from what, when and with how much', () => {
  expect(buildSentence(whole)).toBe(
    'Built by github.com/actions/runner/github-hosted from github.com/acme/web at 4e1f0c7, workflow release.yml, on 1 Nov 2026 10:00–10:03; 12 materials; 3 parameters.',
  );
  expect(unsaidOfBuild(whole)).toEqual([]);
});

test('what the statement does not say is not made up', () => {
  expect(buildSentence({})).toBe('It states neither the builder nor the source.');
  expect(buildSentence({ materials: 1 })).toBe('It states neither the builder nor the source; 1 material.');
  expect(unsaidOfBuild({ source: { uri: 'https://a.example/b' } })).toEqual([
    'who built it',
    'at which revision',
    'with which workflow',
    'when',
    'with which materials',
  ]);
});

test.each([
  [', started on 1 Nov 2026 at 10:00', { startedOn: '2026-11-01T10:00:00Z' }],
  [', finished on 1 Nov 2026 at 10:00', { finishedOn: '2026-11-01T10:00:00Z' }],
  [
    ', from 1 Nov 2026 23:59 to 2 Nov 2026 00:01',
    { startedOn: '2026-11-01T23:59:00Z', finishedOn: '2026-11-02T00:01:00Z' },
  ],
  ['', { startedOn: 'soon' }],
])('the time is told as "%s"', (text, times) => {
  expect(buildSentence({ builder: 'me', ...times })).toBe(`Built by me${text}.`);
});

test.each([
  ['github.com/acme/web', 'git+https://github.com/acme/web.git@refs/tags/v1#readme'],
  ['github.com:acme/web', 'git@github.com:acme/web.git'],
  ['tekton.dev/chains/v2', 'https://tekton.dev/chains/v2'],
  ['pkg:docker/alpine', 'pkg:docker/alpine@3.20'],
])('%s', (bare, uri) => {
  expect(bareUri(uri)).toBe(bare);
});

test('a revision is short where it is a hash', () => {
  expect(shortRevision('gitCommit:4e1f0c7aa0de4d6e')).toBe('4e1f0c7');
  expect(shortRevision('v1.2')).toBe('v1.2');
  expect(shortRevision(undefined)).toBeUndefined();
});

test('a build takes as long as between its ends', () => {
  expect(buildDuration(whole)).toBe('3 min 28 s');
  expect(buildDuration({ startedOn: whole.finishedOn, finishedOn: whole.startedOn })).toBeUndefined();
  expect(momentText('soon')).toBe('soon');
  expect(momentText(whole.startedOn)).toBe('1 Nov 2026, 10:00 UTC');
});
