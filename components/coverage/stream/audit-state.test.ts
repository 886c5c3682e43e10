import { describe, expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { makeProblem } from '#lib/api/problems/problem-table';
import type { AuditEvent, AuditRow } from '#lib/audit/audit';
import type { AuditAction, AuditState } from './audit-state.ts';
import { auditProgress, reduceAudit, startingAudit } from './audit-state.ts';
import { earlierNote } from './merge-rows.ts';

const cell = { state: 'none', count: 0, digests: [] } as const;
const evidence = { signature: cell, provenance: cell, sbom: cell, vex: cell, report: cell };
const open = { state: 'unknown', count: 0, digests: [] } as const;
const openEvidence = { signature: open, provenance: open, sbom: open, vex: open, report: open };
const at = 'localhost:5000/acme/web';

const rowOf = (number: number, tags: readonly string[], change: Partial<AuditRow> = {}): AuditRow => ({
  ...{ reference: `${at}:${tags[0] ?? number}`, digest: digestOf(number), tags, platforms: [] },
  ...{ evidence, verdict: 'unknown', why: [] },
  ...change,
});
const row = (...parts: Parameters<typeof rowOf>): AuditEvent => ({ type: 'row', row: rowOf(...parts) });
const endOf = (complete: boolean): AuditEvent => ({
  ...{ type: 'end', scope: at, require: [], asOf: '2026-11-26T00:00:00Z', complete, limits: [] },
  counts: {
    ...{ artifacts: 0, tags: 0, pass: 0, fail: 0, unknown: 0 },
    byEvidence: {
      ...{ signature: counts, provenance: counts, sbom: counts, vex: counts, report: counts },
    },
  },
});
const counts = { none: 0, present: 0, valid: 0, matches: 0, failed: 0, 'cannot-check': 0, unknown: 0 };
const events = (...list: readonly AuditEvent[]): AuditAction => ({ type: 'events', events: list });
const stateAfter = (...actions: readonly AuditAction[]) => actions.reduce(reduceAudit, startingAudit);
const tagsIn = ({ rows }: AuditState) => [...rows.values()].map(({ tags }) => tags.join());
const problem = makeProblem('disconnected', 'It broke.', { requestId: '' });

test('rows are known by their digest, and one that comes again takes its place', () => {
  const state = stateAfter(events(row(1, ['1.0']), row(2, ['2.0'])), events(row(1, ['1.0', 'latest'])));
  expect(tagsIn(state)).toEqual(['1.0,latest', '2.0']);
});

test('one digest in two repositories is two artifacts', () => {
  const other = row(1, ['1.0'], { reference: 'localhost:5000/acme/api:1.0' });
  expect(stateAfter(events(row(1, ['1.0']), other)).rows.size).toBe(2);
});

test('progress tells what was read of what is known, and all that was read once it is over', () => {
  const reading = stateAfter(events(row(1, ['1.0']), { type: 'progress', done: 1, known: 400 }));
  expect(auditProgress(reading)).toEqual({ read: 1, known: 400 });
  expect(auditProgress(reduceAudit(reading, events(endOf(false))))).toEqual({ read: 1, known: 1 });
});

test('each limit is said once', () => {
  const limit: AuditEvent = { type: 'limit', reason: 'The list is incomplete.' };
  expect(stateAfter(events(limit), events(limit)).limits).toEqual(['The list is incomplete.']);
});

describe('who stops', () => {
  const stopped = stateAfter(events(row(1, ['1.0'])), { type: 'stop' });

  test('keeps what was read, and hears nothing that comes late', () => {
    const late = reduceAudit(stopped, events(row(2, ['2.0'])));
    expect({ status: late.status, tags: tagsIn(late) }).toEqual({ status: 'stopped', tags: ['1.0'] });
  });

  test('goes on without losing a row', () => {
    const going = [{ type: 'start' }, events(row(2, ['2.0']))] as const;
    expect(tagsIn(going.reduce(reduceAudit, stopped))).toEqual(['1.0', '2.0']);
  });
});

test('a stream that breaks keeps its rows and says why', () => {
  const state = stateAfter(events(row(1, ['1.0'])), { type: 'fail', problem });
  expect({ status: state.status, tags: tagsIn(state), problem: state.problem?.code }).toEqual({
    status: 'failed',
    tags: ['1.0'],
    problem: 'disconnected',
  });
  expect(reduceAudit(state, { type: 'start' })).not.toHaveProperty('problem');
});

describe('a second run', () => {
  const second = (...list: readonly AuditEvent[]) =>
    stateAfter(events(row(1, ['1.0']), row(2, ['2.0']), endOf(true)), { type: 'start' }, events(...list));

  test('takes away what it did not meet when it looked at everything', () => {
    expect(tagsIn(second(row(2, ['2.0']), endOf(true)))).toEqual(['2.0']);
  });

  test('proves nothing of what it did not meet when it left something out', () => {
    expect(tagsIn(second(row(2, ['2.0']), endOf(false)))).toEqual(['1.0', '2.0']);
  });

  test('replaces the artifact that a tag named before', () => {
    expect(tagsIn(second(row(3, ['1.0'])))).toEqual(['2.0', '1.0']);
  });

  test('replaces an artifact of which nobody knew the digest', () => {
    const { digest: _, ...unknown } = rowOf(1, ['1.0']);
    const state = stateAfter(
      events({ type: 'row', row: unknown }),
      { type: 'start' },
      events(row(1, ['1.0'])),
    );
    expect([...state.rows.values()].map(({ digest }) => digest)).toEqual([digestOf(1)]);
  });
});

describe('a run that goes on while the registry has stopped answering', () => {
  const unanswered = (tag: string): AuditRow => {
    const { digest: _, ...none } = rowOf(0, [tag]);
    return { ...none, evidence: openEvidence };
  };
  const goingOn = (...list: readonly AuditEvent[]) =>
    stateAfter(events(row(1, ['1.0', 'latest']), row(2, ['2.0'])), { type: 'start' }, events(...list));
  const shown = ({ rows }: AuditState) =>
    [...rows.values()].map(({ digest, tags, notes }) => [digest, tags.join(), notes?.join()]);
  const asBefore = [
    [digestOf(1), '1.0,latest', earlierNote],
    [digestOf(2), '2.0', earlierNote],
  ];
  const silent = (...tags: readonly string[]) =>
    tags.map((tag): AuditEvent => ({ type: 'row', row: unanswered(tag) }));

  test('keeps what was read of each tag, says so, and is not taken away at its end', () => {
    const state = goingOn(...silent('1.0', '2.0', 'latest'), endOf(true));
    expect(shown(state)).toEqual(asBefore);
    expect([...state.rows.values()].map(({ evidence: { sbom } }) => sbom.state)).toEqual(['none', 'none']);
  });

  test('says it once, however often it is tried', () => {
    const again = [{ type: 'start' }, events(...silent('1.0', 'latest', '2.0'))] as const;
    expect(shown(again.reduce(reduceAudit, goingOn(...silent('1.0', 'latest', '2.0'))))).toEqual(asBefore);
  });

  test.each([
    ['before', [...silent('latest'), row(1, ['1.0'])]],
    ['after', [row(1, ['1.0']), ...silent('latest')]],
  ])('leaves a tag that was not answered at its artifact, told %s the others', (_, list) => {
    expect(tagsIn(goingOn(...list))).toEqual(['1.0,latest', '2.0']);
  });

  test('leaves a tag at what it named when the other tag has moved', () => {
    expect(
      shown(goingOn(row(3, ['1.0']), ...silent('latest'))).map(([digest, tags]) => [digest, tags]),
    ).toEqual([
      [digestOf(1), 'latest'],
      [digestOf(2), '2.0'],
      [digestOf(3), '1.0'],
    ]);
  });

  test('keeps cells that are not determined any more, unless another one tells something new', () => {
    const less = row(2, ['2.0'], { evidence: { ...evidence, sbom: open } });
    const other = { ...evidence, sbom: open, signature: { ...cell, state: 'failed' } } as const;
    const sbomOf = (state: AuditState) => state.rows.get(`${at}@${digestOf(2)}`)?.evidence.sbom.state;
    expect(sbomOf(goingOn(less))).toBe('none');
    expect(sbomOf(goingOn(row(2, ['2.0'], { evidence: other })))).toBe('unknown');
  });

  test('has no row for a tag of which nothing was ever read but that it is not determined', () => {
    expect(shown(goingOn(...silent('3.0'))).at(-1)).toEqual([undefined, '3.0', undefined]);
  });

  test('asked for one artifact keeps what was read of it', () => {
    const state = stateAfter(events(row(1, ['1.0', 'latest'])), { type: 'again', row: unanswered('1.0') });
    expect(shown(state)).toEqual([[digestOf(1), '1.0,latest', earlierNote]]);
  });
});
