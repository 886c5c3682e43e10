import { expect, test } from 'vitest';
import { digestOf, evidence, nodeOf } from '#e2e/fakes/inventory-records';
import { scanInTest } from '#e2e/fakes/scan-in-test';
import type { Answer } from '#lib/graph/model';
import { RegistryError } from '#lib/registry/registry-error';
import { scanLimits } from './limits.ts';
import type { ScannedRegistry } from './scan-context.ts';
import { scanSubject } from './scan-subject.ts';

const host = 'registry.example';
const digest = digestOf('image');
const job = { kind: 'scan-subject', host, repository: 'team/app', digest } as const;
const { signal } = new AbortController();

test('documents that nobody has read are read where they lie', async () => {
  const nodes = [
    nodeOf('image', 'image'),
    nodeOf('sbom', 'sbom'),
    nodeOf('report', 'vulnerability-report', { repository: 'other.example/reports/app' }),
  ];
  const scan = scanInTest(
    {},
    { examine: async () => ({ graph: { nodes, edges: [], answers: [] }, evidence: evidence({}) }) },
  );
  scan.unread = [digestOf('sbom'), digestOf('report')];
  await scanSubject(scan.context, job, signal);
  expect(scan.jobs).toEqual([
    { kind: 'read-document', host, repository: 'team/app', digest: digestOf('sbom') },
    { kind: 'read-document', host: 'other.example', repository: 'reports/app', digest: digestOf('report') },
  ]);
});

test('what hangs on no tag is looked at once, unless a walk has come by meanwhile', async () => {
  const looked: string[] = [];
  const found = { graph: { nodes: [], edges: [], answers: [] }, evidence: evidence({}) };
  const examine: ScannedRegistry['examine'] = async (place) => {
    looked.push(place.digest);
    return found;
  };
  const test = scanInTest({}, { examine });
  const beside = { ...job, isBeside: true } as const;
  await scanSubject(test.context, beside, signal);
  expect(looked).toEqual([]);
  test.unreached = [digest];
  await scanSubject(test.context, beside, signal);
  expect(looked).toEqual([digest]);
});

test('a platform that a notification named is left to the index that holds it', async () => {
  const index = digestOf('index');
  const notified = { ...job, isNotified: true } as const;
  const known = scanInTest();
  known.lookedAtFor = [index];
  await scanSubject(known.context, notified, signal);
  expect(known.calls).toEqual([]);
  expect(known.jobs).toEqual([{ ...notified, digest: index }]);

  // Its index becomes known while nobody knew of one.
  const examine: ScannedRegistry['examine'] = async () => {
    learned.lookedAtFor = [digest, index];
    return { graph: { nodes: [], edges: [], answers: [] }, evidence: evidence({}) };
  };
  const learned = scanInTest({}, { examine });
  await scanSubject(learned.context, notified, signal);
  expect(learned.jobs).toEqual([{ ...notified, digest: index }]);
});

test('an index is looked at again where a look at one of its platforms has ended meanwhile', async () => {
  const child = { from: digest, to: digestOf('platform'), relation: 'child', sources: ['manifest'] } as const;
  const graph = { nodes: [], edges: [child], answers: [] };
  const test = scanInTest({}, { examine: async () => ({ graph, evidence: evidence({}) }) });
  await scanSubject(test.context, job, signal);
  expect(test.jobs).toEqual([]);
  test.isOvertaken = true;
  await scanSubject(test.context, job, signal);
  expect(test.jobs).toEqual([{ ...job, isNotified: true }]);
});

test('a manifest is looked at again where another look was written while this one was under way', async () => {
  const again = { ...job, isNotified: true };
  const test = scanInTest();
  let now = 0;
  const context = { ...test.context, now: () => (now += 1_000) };
  test.writtenAgoMs = 60_000;
  await scanSubject(context, job, signal);
  expect(test.jobs).toEqual([]);
  test.writtenAgoMs = 10;
  await scanSubject(context, job, signal);
  expect(test.jobs).toEqual([again]);
});

test('a manifest is looked at again where another look was written since the list of tags was read', async () => {
  const found = { graph: { nodes: [], edges: [], answers: [] }, evidence: evidence({}) };
  let listedAt = 10_000;
  const test = scanInTest({}, { examine: async () => ({ ...found, listedAt }) });
  const now = 2 * scanLimits.listOvertakenMs;
  const context = { ...test.context, now: () => now };
  // Such a list serves for a large repository, in which much is due after minutes.
  test.writtenAgoMs = now - listedAt - 1;
  await scanSubject(context, job, signal);
  listedAt = now - 50_000;
  test.writtenAgoMs = 55_000;
  await scanSubject(context, job, signal);
  expect(test.jobs).toEqual([]);
  test.writtenAgoMs = 20_000;
  await scanSubject(context, job, signal);
  expect(test.jobs).toEqual([{ ...job, isNotified: true }]);
});

test('a manifest that is gone is due as late as one that is there', async () => {
  const graph = { nodes: [], edges: [], answers: [] };
  const found = { graph, evidence: evidence({ sbom: 'unknown' }), isMissing: true } as const;
  const { context, calls } = scanInTest({}, { examine: async () => found });
  await scanSubject(context, job, signal);
  const [, written = ''] = /"dueInMs":(\d+)/.exec(calls[0] ?? '') ?? [];
  expect(Number(written)).toBeGreaterThan(60 * 60 * 1_000);
});

test.for([
  ['unknown', undefined, 15],
  ['present', '2026-01-30T00:00:00Z', 6 * 60],
  ['present', undefined, 6 * 60],
  ['present', '2025-01-30T00:00:00Z', 7 * 24 * 60],
] as const)(
  'evidence that is %s on what was made at %s is due within %s minutes',
  async ([state, created, minutes]) => {
    const found = { graph: { nodes: [], edges: [], answers: [] }, evidence: evidence({ sbom: state }) };
    const { context, calls } = scanInTest(
      {},
      { examine: async () => ({ ...found, ...(created === undefined ? {} : { created }) }) },
    );
    await scanSubject(context, job, signal);
    const dueInMs = Number(/"dueInMs":(\d+)/.exec(calls[0] ?? '')?.[1]);
    expect(dueInMs).toBeGreaterThanOrEqual((minutes * 60_000) / 2);
    expect(dueInMs).toBeLessThanOrEqual(minutes * 60_000);
  },
);

test('after a notification, or when a person asks, what is unknown is asked for soon again', async () => {
  const graph = { nodes: [], edges: [], answers: [] };
  const { context, calls } = scanInTest(
    {},
    { examine: async () => ({ graph, evidence: evidence({ sbom: 'unknown' }) }) },
  );
  await scanSubject(context, job, signal);
  await scanSubject(context, { ...job, isNotified: true }, signal);
  await scanSubject(context, { ...job, isAgain: true }, signal);
  const isAnew = calls.flatMap((call) => /"isAnew":(\w+)/.exec(call)?.[1] ?? []);
  expect(isAnew).toEqual(['false', 'true', 'true']);
});

test('a manifest that is gone is unknown with the reason, and no other failure overwrites what is known', async () => {
  const fail = (code: 'not-found' | 'unavailable') =>
    scanInTest(
      {},
      {
        examine: async () => {
          throw new RegistryError(code, host, 'There is no such manifest.');
        },
      },
    );
  const gone = fail('not-found');
  await scanSubject(gone.context, job, signal);
  expect(gone.calls[0]).toContain('"state":"unknown","count":0,"reason":"There is no such manifest."');
  const away = fail('unavailable');
  await expect(scanSubject(away.context, job, signal)).rejects.toThrow();
  expect(away.calls).toEqual([]);
});

test('what was left open because the registry asks for less is asked again later', async () => {
  const answer: Answer = {
    about: digest,
    question: 'referrers',
    source: 'referrers-api',
    state: 'unknown',
    reason: 'Too many requests.',
    code: 'rate-limited',
    retryAfterSeconds: 7,
  };
  const { context, calls } = scanInTest(
    {},
    {
      examine: async () => ({
        graph: { nodes: [], edges: [], answers: [answer] },
        evidence: evidence({ signature: 'unknown' }),
      }),
    },
  );
  await expect(scanSubject(context, job, signal)).rejects.toMatchObject({ retryAfterSeconds: 7 });
  expect(calls).toEqual([]);
});
