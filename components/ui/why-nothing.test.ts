import { expect, test } from 'vitest';
import { incompleteText, whyNothing } from './why-nothing.ts';

const none = { waiting: 0, active: 0, done: 0, doneLastMinute: 0, failed: 0 };
const idle = (host: string) => ({ host, jobs: none, failures: [] });
const scan = (host: string, waiting: number) => ({
  ...idle(host),
  jobs: { ...none, waiting, active: 1 },
});
const counts = {
  ...{ repositories: 1, tags: 0, unresolvedTags: 0, subjects: 0, unseenSubjects: 0, unknownSubjects: 0 },
  ...{ unreadDocuments: 0, failures: 0 },
};
const pause = { until: '2026-01-01T00:00:00Z', reason: 'Nothing answers there.' };
const paused = (host: string) => ({ ...scan(host, 4), known: { ...counts, pause } });
const failure = { reason: 'a\u202e.io requires sign-in.', code: 'x', at: '2026-01-01T00:00:00Z', times: 1 };
const failed = (host: string) => ({ ...idle(host), failures: [failure] });
const soon = 'The first results appear here in a moment, and more as the scan goes on:';

test('a scan that is under way is told by its registry and what is left', () => {
  expect(whyNothing([])).toBeUndefined();
  expect(whyNothing([scan('a.io', 0)])).toEqual({
    title: 'a.io is being scanned',
    text: `${soon} 1 task is left.`,
  });
  expect(whyNothing([scan('a.io', 1_200), scan('b.io', 2)])).toEqual({
    title: '2 registries are being scanned',
    text: `${soon} 1,204 tasks are left.`,
  });
});

test('a scan that is paused is told with its reason, unless another goes on', () => {
  expect(whyNothing([paused('a.io')])).toEqual({
    title: 'The scan of a.io is paused',
    text: 'Nothing answers there. Nothing can be shown before it goes on: 5 tasks are left.',
  });
  expect(whyNothing([paused('a.io'), paused('b.io')])?.title).toBe('The scans are paused');
  expect(whyNothing([paused('a.io'), failed('c.io'), scan('b.io', 0)])?.title).toBe('b.io is being scanned');
});

test('a scan that failed is told with what the registry said, made visible', () => {
  const { title, text } = whyNothing([failed('a.io')]) ?? {};
  expect(title).toBe('a.io could not be scanned');
  expect(text).toMatch(/requires sign-in\. Its page shows what failed, and tries again\.$/);
  expect(text).not.toContain('\u202e');
  expect(whyNothing([failed('a.io'), failed('b.io')])?.title).toBe('Nothing could be scanned');
});

test('only the first scan of a registry leaves a page incomplete', () => {
  const asOf = '2026-01-01T00:00:00Z';
  const known = (part: object) => ({ ...scan('a.io', 2), known: { ...counts, ...part } });
  const text = 'The scan of a.io is not done: 3 tasks are left. Until then this page shows only a part.';
  expect(incompleteText([known({})])).toBe(text);
  expect(incompleteText([known({ asOf, unseenSubjects: 1 }), known({ asOf })])).toBe(text);
  expect(incompleteText([known({}), paused('b.io')])).toBe(
    'The scans of 2 registries are not done: 8 tasks are left. Until then this page shows only a part.',
  );
  expect(incompleteText([known({ asOf }), failed('a.io'), scan('c.io', 1)])).toBeUndefined();
});
