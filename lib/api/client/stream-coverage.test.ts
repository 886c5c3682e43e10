import { expect, test } from 'vitest';
import { answerWith } from '#e2e/fakes/fake-fetch';
import { digestOf, evidence } from '#e2e/fakes/inventory-records';
import type { AuditEvent } from '#lib/audit/audit';
import { inventoryNote, streamCoverage } from './stream-coverage.ts';

const states = { none: 1, present: 1, valid: 0, matches: 0, failed: 0, 'cannot-check': 0, unknown: 0 };
const counts = {
  ...{ artifacts: 2, tags: 2, unresolvedTags: 0, repositories: 1, unscannedRepositories: 0, isListed: true },
  byEvidence: { signature: states, provenance: states, sbom: states, vex: states, report: states },
};
const row = (tag: string) => ({
  ...{ reference: `a.test/app:${tag}`, digest: digestOf(tag), tags: [tag], kind: 'image', platforms: [] },
  ...{ evidence: evidence({}), verdict: 'fail', why: ['It has no SBOM.'], asOf: '2026-11-20T00:00:00.000Z' },
});
const rules = { require: ['sbom'] };
const asOf = '2026-11-20T00:00:00.000Z';

async function eventsOf(pages: readonly unknown[]) {
  const asked: string[] = [];
  answerWith((path) => {
    asked.push(path.replace(/^.*\?/, ''));
    return Response.json(pages[asked.length - 1]);
  });
  const events: AuditEvent[] = [];
  const scope = { host: 'a.test', require: 'sbom' };
  for await (const batch of streamCoverage(scope, new AbortController().signal)) events.push(...batch);
  return { events, asked };
}

test('pages of the inventory are the events of an audit', async () => {
  const { events, asked } = await eventsOf([
    { asOf, counts, rules, rows: [row('1')], next: '1.1' },
    { rows: [row('2')] },
  ]);
  expect(asked).toEqual(['host=a.test&require=sbom&n=200', 'host=a.test&require=sbom&n=1000&last=1.1']);
  expect(events.map(({ type }) => type)).toEqual(['row', 'progress', 'row', 'progress', 'end']);
  expect(events[0]).toMatchObject({ row: { reference: 'a.test/app:1', notes: [inventoryNote] } });
  expect(events.at(-1)).toMatchObject({
    ...{ scope: 'a.test', require: ['sbom'], asOf, complete: true, limits: [] },
    counts: { artifacts: 2, fail: 2 },
  });
});

test.each([{ artifacts: 0 }, { isListed: false }, { repositories: 3, unscannedRepositories: 2 }])(
  'with %o there is no event, so that the registry itself is asked',
  async (part) => {
    const pages = [{ asOf, counts: { ...counts, ...part }, rules, rows: [row('1')] }];
    expect((await eventsOf(pages)).events).toEqual([]);
  },
);

test('an inventory that was never opened is no answer', async () => {
  expect((await eventsOf([{ rows: [] }])).events).toEqual([]);
});

test('what the inventory may lack is said', async () => {
  const part = { ...counts, repositories: 2, unscannedRepositories: 1, unresolvedTags: 2 };
  const { events } = await eventsOf([{ asOf, counts: part, rules, notAsked: 3, rows: [row('1')] }]);
  expect(events.at(-1)).toMatchObject({
    complete: false,
    limits: [
      'The tags of 1 repository are not all known yet.',
      'The registry did not say whether you may read 3 repositories: left out.',
      'Nobody could tell to what 2 tags point.',
    ],
  });
});
