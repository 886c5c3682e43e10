import { expect, test } from 'vitest';
import type { ShownFinding } from './add-vex.ts';
import type { FindingViewAction } from './finding-view.ts';
import { initialFindingView, listFindings, reduceFindingView } from './finding-view.ts';

const finding = (id: string, change: Partial<ShownFinding> = {}): ShownFinding => ({
  id,
  aliases: [],
  severity: 'low',
  fixedIn: [],
  state: 'open',
  joined: undefined,
  isExcused: false,
  ...change,
});
const findings = [
  finding('a', { severity: 'low', package: 'zlib', fixedIn: ['2'] }),
  finding('b', { severity: 'critical', package: 'tar' }),
  finding('c', { severity: 'high', isExcused: true }),
  finding('d', { severity: 'high', state: 'suppressed' }),
  finding('s', { severity: 'critical', category: 'secret' }),
];
const list = (...actions: readonly FindingViewAction[]) =>
  listFindings(findings, actions.reduce(reduceFindingView, initialFindingView));
const ids = (...actions: readonly FindingViewAction[]) => list(...actions).shown.map(({ id }) => id);

test('the gravest stand first, and what VEX excuses or the report leaves out is only counted', () => {
  const { shown, of, excused, suppressed, counts } = list();
  expect(shown.map(({ id }) => id)).toEqual(['b', 'a']);
  expect([of, excused, suppressed]).toEqual([2, 1, 1]);
  expect(counts.severity.get('high')).toBeUndefined();
});

test('the excused and the suppressed are shown when somebody asks', () => {
  expect(ids({ type: 'show', what: 'excused' })).toEqual(['b', 'c', 'a']);
  expect(ids({ type: 'show', what: 'suppressed' })).toEqual(['b', 'd', 'a']);
  expect(ids({ type: 'show', what: 'excused' }, { type: 'show', what: 'excused' })).toEqual(['b', 'a']);
});

test('severities, fixable and words narrow the list, and the counts stay', () => {
  const critical: FindingViewAction = { type: 'toggle', column: 'severity', value: 'critical' };
  expect(ids(critical)).toEqual(['b']);
  expect(ids(critical, { type: 'toggle', column: 'fixable', value: '1' })).toEqual([]);
  expect(ids({ type: 'search', words: ' ZLIB' })).toEqual(['a']);
  expect(list(critical).counts.severity.get('low')).toBe(1);
});

test('each part of a report has a table of its own, and another part starts without filters', () => {
  expect(list().segments).toEqual([
    { name: 'vulnerability', count: 2 },
    { name: 'secret', count: 1 },
  ]);
  expect(ids({ type: 'search', words: 'x' }, { type: 'segment', segment: 'secret' })).toEqual(['s']);
});

test('a report of secrets alone opens with them', () => {
  expect(listFindings(findings.slice(4), initialFindingView).segment).toBe('secret');
  expect(listFindings([], initialFindingView).segment).toBe('vulnerability');
});

test('a heading sorts, with the gravest first among equals', () => {
  const sorted = ids({ type: 'sort', sort: { by: 'package', isDescending: true } });
  expect(sorted).toEqual(['a', 'b']);
});
