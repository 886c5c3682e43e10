import { expect, test } from 'vitest';
import { scanUnderwayText } from './scan-underway.ts';

const none = { waiting: 0, active: 0, done: 0, doneLastMinute: 0, failed: 0 };
const scan = (host: string, waiting: number) => ({ host, jobs: { ...none, waiting, active: 1 } });
const counts = {
  ...{ repositories: 1, tags: 0, unresolvedTags: 0, subjects: 0, unseenSubjects: 0, unknownSubjects: 0 },
  ...{ unreadDocuments: 0, failures: 0, pause: { until: '2026-01-01T00:00:00Z', reason: 'You paused.' } },
};
const paused = (host: string) => ({ ...scan(host, 4), known: counts });
const soon = 'The first results appear here in a moment, and more as the scan goes on:';

test('a scan that is under way is told by its registry and what is left', () => {
  expect(scanUnderwayText([])).toBeUndefined();
  expect(scanUnderwayText([scan('a.io', 0)])).toEqual({
    title: 'a.io is being scanned',
    text: `${soon} 1 task is left.`,
  });
  expect(scanUnderwayText([scan('a.io', 1_200), scan('b.io', 2)])).toEqual({
    title: '2 registries are being scanned',
    text: `${soon} 1,204 tasks are left.`,
  });
});

test('a scan that is paused is told to be so, unless another goes on', () => {
  expect(scanUnderwayText([paused('a.io')])).toEqual({
    title: 'The scan of a.io is paused',
    text: 'Nothing can be shown before it goes on: 5 tasks are left.',
  });
  expect(scanUnderwayText([paused('a.io'), paused('b.io')])?.title).toBe('The scans are paused');
  expect(scanUnderwayText([paused('a.io'), scan('b.io', 0)])).toEqual({
    title: 'b.io is being scanned',
    text: `${soon} 1 task is left.`,
  });
});
