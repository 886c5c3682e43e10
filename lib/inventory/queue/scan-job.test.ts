import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/inventory-records';
import type { ScanJob } from './scan-job.ts';
import { keyOfJob, parseJob } from './scan-job.ts';

const host = 'registry.example';
const repository = 'team/app';
const digest = digestOf('image');
const jobs: readonly ScanJob[] = [
  { kind: 'scan-registry', host },
  { kind: 'scan-repository', host, repository },
  { kind: 'scan-subject', host, repository, digest },
  { kind: 'scan-subject', host, repository, digest, isNotified: true },
  { kind: 'read-document', host, repository, digest },
  { kind: 'notified', host, changes: [{ repository, tag: '1', digest, isDeleted: true }], key: 'a' },
  { kind: 'sweep' },
  { kind: 'watch-questions' },
  { kind: 'tell-webhook', question: 'q', change: 'c', tries: 2 },
];

test.for(jobs)('$kind comes back from the queue as it was added', (job) => {
  expect(parseJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
});

test('different jobs of one kind have different keys', () => {
  const keys = jobs.map((job) => `${job.kind} ${keyOfJob(job)}`);
  expect(new Set(keys).size).toBe(jobs.length);
});

test('the same document is read once, wherever it lies', () => {
  const other: ScanJob = { kind: 'read-document', host: 'other.example', repository, digest };
  expect(keyOfJob(other)).toBe(keyOfJob({ kind: 'read-document', host, repository, digest }));
});

test('what no release of ours wrote is refused', () => {
  expect(() => parseJob({ kind: 'scan-subject', host, repository, digest: 'sha256:short' })).toThrow();
  expect(() => parseJob({ kind: 'format-disk' })).toThrow();
});
