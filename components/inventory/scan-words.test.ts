import { expect, test } from 'vitest';
import type { InventoryDocument, ScanDocument } from '#lib/api/contract/inventory-contract';
import {
  estimateText,
  failuresTitle,
  knownRows,
  knownText,
  lookText,
  pauseText,
  progressText,
  scanStatus,
} from './scan-words.ts';

const jobs = { waiting: 170, active: 10, done: 120, doneLastMinute: 60, failed: 0 };
const scan: ScanDocument = {
  ...{ host: 'a.io', id: 'one', startedAt: '2026-01-01T00:00:00Z', failures: [], jobs },
  state: 'running',
  requests: 480,
};

test('an estimate names requests, tags and time', () => {
  const basis = 'Its tags were counted.';
  expect(estimateText({ requests: 3_400, repositories: 24, tags: 480, seconds: 700, basis })).toBe(
    'About 3,400 requests for 480 tags in 24 repositories: 12 minutes.',
  );
  expect(estimateText({ requests: 6, repositories: 1, tags: 1, basis })).toBe('About 6 requests for 1 tag.');
});

test('the progress says how much is done, how fast, and how long it takes', () => {
  const now = Date.parse('2026-01-01T00:01:40Z');
  expect(progressText({ ...scan, secondsLeft: 180 }, now)).toBe(
    '120 of 300 done, 4.8 requests a second, about 3 minutes left',
  );
  expect(progressText({ ...scan, requests: 0 }, now)).toBe('120 of 300 done');
});

test('what is unknown is counted apart', () => {
  const known = {
    ...{ repositories: 2, tags: 10, unresolvedTags: 1, subjects: 9, unseenSubjects: 4 },
    ...{ unknownSubjects: 3, unreadDocuments: 0, failures: 0 },
  };
  expect(knownRows(known, 'repository')).not.toContainEqual(['Repositories', '2']);
  expect(knownText({ ...known, asOf: '2026-01-01T00:00:00Z' }, Date.parse('2026-01-01T00:02:00Z'))).toBe(
    '10, 1 not determined tags · looked at 5 of 9 · evidence not determined on 3 · as of 2 minutes ago',
  );
  expect(knownRows(known, 'registry')).toEqual([
    ['Repositories', '2'],
    ['Tags', '10, 1 not determined'],
    ['Looked at', '5 of 9'],
    ['Evidence not determined', 'on 3'],
  ]);
});

test('a pause says why, and when it ends by itself', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const reason = 'a.io asks for less.';
  expect(pauseText({ reason, until: '2026-01-01T00:12:00Z' }, now)).toBe(
    'a.io asks for less. The scans resume in 12 minutes.',
  );
  expect(pauseText({ reason: 'You paused the scans.', until: '2027-01-01T00:00:00Z' }, now)).toBe(
    'You paused the scans.',
  );
  expect(progressText({ ...scan, state: 'paused', secondsLeft: 9 }, now)).toBe(
    '120 of 300 done, the rest waits',
  );
});

test('failures are counted, also those that the list leaves out', () => {
  expect(failuresTitle(3, 3)).toBe('3 could not be scanned');
  expect(failuresTitle(50, 1_200)).toBe('1,200 could not be scanned; these are the last 50');
});

test('one machine says when it looks again', () => {
  const now = Date.parse('2026-01-01T01:00:00Z');
  expect(lookText({ lastAt: '2026-01-01T00:40:00Z', nextAt: '2026-01-01T01:40:00Z' }, now)).toBe(
    'in 40 minutes, while Orrery runs; last 20 minutes ago',
  );
  expect(lookText({ lastAt: '2025-12-31T00:00:00Z', nextAt: '2026-01-01T01:00:30Z' }, now)).toBe(
    'in a moment, while Orrery runs; last yesterday',
  );
});

test('the head of a page says in a few words how the scans stand', () => {
  const now = Date.parse('2026-01-01T00:02:00Z');
  const idle = { ...jobs, waiting: 0, active: 0 };
  const known = {
    ...{ repositories: 2, tags: 10, unresolvedTags: 0, subjects: 9, unseenSubjects: 0 },
    ...{ unknownSubjects: 0, unreadDocuments: 0, failures: 0, asOf: '2026-01-01T00:00:00Z' },
  };
  const { asOf: _, ...begun } = known;
  const pause = { until: '2027-01-01T00:00:00Z', reason: 'You paused the scans.' };
  const say = (state: Omit<InventoryDocument, 'host' | 'failures'>) =>
    scanStatus({ host: 'a.io', failures: [], ...state }, now);
  expect(say({ jobs: idle })).toBe('');
  expect(say({ jobs })).toBe('Scanning, 180 left');
  expect(say({ jobs: idle, known })).toBe('Scanned 2 minutes ago');
  expect(say({ jobs: idle, known: begun })).toBe('Not scanned completely');
  expect(say({ jobs, known: { ...known, pause } })).toBe('Paused, 180 left');
  expect(say({ jobs: idle, known: { ...known, pause } })).toBe('Scans paused');
  const failure = { reason: 'No answer.', code: 'registry-timeout', at: '2026-01-01T00:00:00Z', times: 1 };
  expect(scanStatus({ host: 'a.io', jobs: idle, known, failures: [failure] }, now)).toBe(
    '1 could not be scanned',
  );
});
