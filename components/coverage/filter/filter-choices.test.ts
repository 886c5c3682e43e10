import { expect, test } from 'vitest';
import { auditPlatformOf, auditRowOf, evidenceWith } from '#e2e/fakes/audit-rows';
import { countChoice, countHeads } from './count-rows.ts';
import { showsAll } from './coverage-filter.ts';
import { choicesOf, choiceTitle } from './filter-choices.ts';
import { openReasonsOf } from './open-reasons.ts';
import { withChoice } from './with-choice.ts';

const unknown = (reason: string) => evidenceWith({ signature: { state: 'unknown', reason } });

const rows = [
  auditRowOf(1, {
    kind: 'index',
    platforms: [auditPlatformOf('linux/amd64')],
    evidence: evidenceWith({
      signature: { state: 'failed', count: 1 },
      report: { state: 'present', count: 1, age: 2 },
    }),
  }),
  auditRowOf(2, { kind: 'image', evidence: unknown('It answered 429.') }),
  auditRowOf(3, { kind: 'image', evidence: unknown('It answered 429.') }),
  auditRowOf(4, { kind: 'image', evidence: unknown('It refuses access.') }),
];

test('the counts above the matrix are those of their filters', () => {
  expect(countHeads(rows, 0)).toEqual({
    signed: 1,
    failed: 1,
    sbom: 0,
    provenance: 0,
    report: 1,
    unknown: 3,
  });
  expect(countChoice(rows, { kinds: ['image'] }, 0)).toBe(3);
});

test('a menu offers what there is, and what was chosen though nothing has it', () => {
  const values = (part: 'kinds' | 'platforms' | 'states', filter = showsAll) =>
    choicesOf(part, rows, filter).map(({ value }) => value);
  expect(values('kinds')).toEqual(['image', 'index']);
  expect(values('platforms', { ...showsAll, platforms: ['linux/s390x'] })).toEqual([
    'linux/amd64',
    'linux/s390x',
  ]);
  expect(values('states')).toEqual([
    ...['unknown', 'failed', 'cannot-check'],
    ...['signature:failed', 'signature:unknown', 'report:present'],
  ]);
});

test.each([
  ['lacks', 'sbom', 'SBOM'],
  ['states', 'unknown', 'anything not determined'],
  ['states', 'signature:cannot-check', 'Signature cannot check'],
  ['states', 'sbom:partly', 'SBOM on some platforms only'],
  ['made', 'over-90d', 'more than 90 days ago'],
  ['made', 'within-3d', 'at most 3 days'],
  ['report', 'within-7d', 'at most 7 days old'],
  ['verdicts', 'fail', 'fails'],
  ['platforms', 'linux/arm64', 'linux/arm64'],
] as const)('%s %s is called %s', (part, value, title) => {
  expect(choiceTitle(part, value)).toBe(title);
});

test('a choice is added and taken back, and a word that is none changes nothing', () => {
  const chosen = withChoice(showsAll, 'lacks', 'sbom', true);
  expect(chosen.lacks).toEqual(['sbom']);
  expect(withChoice(chosen, 'lacks', 'sbom', false)).toEqual(showsAll);
  expect(withChoice(chosen, 'lacks', 'sbomb', true)).toEqual(chosen);
});

test('the reasons why something is not determined come with their artifacts, the most frequent first', () => {
  const reasons = openReasonsOf(rows).map(({ reason, rows: own }) => `${reason}: ${own.length}`);
  expect(reasons).toEqual(['It answered 429: 2', 'It refuses access: 1']);
});
