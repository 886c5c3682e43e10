import { expect, test } from 'vitest';
import { cellOf, evidenceWith, rowWith } from '#e2e/fakes/audit-example';
import { digestOf } from '#e2e/fakes/graph-example';
import type { AuditRow, CellState } from '#lib/audit/audit';
import { judgeRegressions } from './regression-section.ts';

const nothing = { kinds: new Set<string>(), isComplete: true };
const has = (state: CellState) => cellOf({ state, count: 1, digests: [digestOf(7)] });

function judge(
  accepted: Partial<AuditRow>,
  candidate: Partial<AuditRow>,
  others = { accepted: nothing, candidate: nothing },
) {
  return judgeRegressions({ accepted: rowWith(accepted), candidate: rowWith(candidate), others });
}

test.each([
  ['present', 'none', 'fail'],
  ['present', 'unknown', 'unknown'],
  ['unknown', 'none', 'unknown'],
  ['unknown', 'present', 'pass'],
  ['matches', 'valid', 'fail'],
  ['matches', 'cannot-check', 'unknown'],
  ['valid', 'matches', 'pass'],
  ['present', 'failed', 'fail'],
  ['none', 'none', 'pass'],
] as const)('a signature that was %s and is %s comes to %s', (before, after, verdict) => {
  const cell = (state: CellState) =>
    state === 'none' || state === 'unknown' ? cellOf({ state }) : has(state);
  const row = (state: CellState) => ({ evidence: evidenceWith({ signature: cell(state) }) });
  expect(judge(row(before), row(after)).verdict).toBe(verdict);
});

test('a lost platform, and evidence that one platform lacks, are regressions', () => {
  const at = (platform: string, sbom = has('present')) => ({
    platform,
    digest: digestOf(2),
    evidence: evidenceWith({ sbom }),
  });
  const evidence = evidenceWith({ sbom: has('present') });
  const accepted = { evidence, platforms: [at('linux/amd64'), at('linux/arm64')] };
  expect(judge(accepted, { evidence, platforms: [at('linux/amd64')] }).sentences).toEqual([
    'The candidate has no image for linux/arm64, but the accepted release has one.',
  ]);
  const partly = {
    evidence,
    platforms: [at('linux/amd64'), at('linux/arm64', cellOf())],
    own: evidenceWith(),
  };
  expect(judge(accepted, partly)).toMatchObject({
    verdict: 'fail',
    sentences: ['The accepted release has an SBOM on linux/arm64, but the candidate has none.'],
    evidence: [{ digest: digestOf(7) }],
  });
  expect(judge(accepted, { ...partly, own: evidence }).verdict).toBe('pass');
});

test('another document that is lost fails, and is unknown where not all was asked', () => {
  const others = (isComplete: boolean) => ({
    accepted: { kinds: new Set(['test-result']), isComplete: true },
    candidate: { kinds: new Set<string>(), isComplete },
  });
  expect(judge({}, {}, others(true))).toMatchObject({
    verdict: 'fail',
    sentences: ['The accepted release has a test result, but the candidate has none.'],
  });
  expect(judge({}, {}, others(false)).verdict).toBe('unknown');
});
