import { expect, test } from 'vitest';
import { cellOf, evidenceWith, findingsWith, rowWith } from '#e2e/fakes/audit-example';
import { digestOf } from '#e2e/fakes/graph-example';
import { evidenceCheckOf } from '#e2e/fakes/verification-example';
import type { PromotionParts } from './judge-promotion.ts';
import { judgePromotion } from './judge-promotion.ts';

const findings = findingsWith({ severity: 'low', scannedAt: '2026-01-01T00:00:00Z' });
const others = { kinds: new Set<string>(), isComplete: true };
const has = cellOf({ state: 'matches', count: 1, digests: [digestOf(7)] });
const evidence = evidenceWith({ signature: has, sbom: has, provenance: has, report: has });
const matching = evidenceCheckOf({
  digest: digestOf(7),
  about: digestOf(1),
  state: 'matches',
  reason: 'Signed by Ada.',
});
const piece = {
  digest: digestOf(7),
  about: digestOf(1),
  title: 'x',
  describes: [],
  isShared: false,
} as const;

function partsOf(change: Partial<PromotionParts> = {}): PromotionParts {
  const policy = { name: 'acme', verdict: 'pass', reasons: ['acme is satisfied.'] } as const;
  const row = { ...rowWith({ evidence, policy }), digest: digestOf(1) };
  return {
    accepted: { row: { ...row, reference: 'host/app:1', digest: digestOf(2) }, findings, others },
    candidate: { row: { ...row, reference: 'host/app:2' }, findings, others },
    pieces: [
      { ...piece, kind: 'sbom', names: [digestOf(1)] },
      { ...piece, kind: 'provenance', names: [digestOf(1)] },
    ],
    known: {
      candidate: new Map([[digestOf(1), 'the candidate']]),
      accepted: new Map([[digestOf(2), 'the accepted release']]),
      siblings: new Set(),
    },
    packages: [
      {
        packages: {
          ...{ state: 'compared', left: digestOf(3), right: digestOf(4) },
          ...{ added: 1, removed: 0, updated: 2, same: 3, rows: [], doubts: [] },
        },
        isAbsent: false,
      },
    ],
    checks: [matching],
    requirements: { rules: [] },
    policy: { name: 'acme', hash: 'abc', source: 'file' },
    ...change,
  };
}

const verdictOf = (parts: PromotionParts, name: string) =>
  judgePromotion(parts).sections.find((section) => section.name === name)?.verdict;

test('all that passes is one sentence', () => {
  const promotion = judgePromotion(partsOf());
  expect(promotion).toMatchObject({
    verdict: 'pass',
    headline: 'host/app:2 can replace host/app:1: all 7 checks pass.',
    packages: [{ added: 1, updated: 2 }],
  });
});

test('what fails is named, and what is open where nothing fails', () => {
  const pieces = [{ ...piece, kind: 'sbom', names: [digestOf(2)] } as const];
  const { verdict, headline } = judgePromotion(partsOf({ pieces }));
  expect(verdict).toBe('fail');
  expect(headline).toContain('cannot replace host/app:1: 1 of 7 checks fails, the SBOM.');
  expect(judgePromotion(partsOf({ packages: [] }))).toMatchObject({
    verdict: 'unknown',
    headline: 'It is unknown whether host/app:2 can replace host/app:1. Unknown: the packages.',
  });
});

test('a policy that passes without a signature of somebody whom it names is no pass', () => {
  expect(verdictOf(partsOf({ checks: [] }), 'signature')).toBe('fail');
  expect(verdictOf(partsOf({ policy: undefined }), 'signature')).toBe('unknown');
  expect(verdictOf(partsOf(), 'signature')).toBe('pass');
});

test('packages that could not be compared are unknown, unless no SBOM is required and there is none', () => {
  const packages = [{ packages: { state: 'missing', reason: 'None.' }, isAbsent: true } as const];
  const rule = {
    repositories: [],
    kinds: [],
    require: [{ evidence: 'signature', state: 'present' }],
  } as const;
  expect(verdictOf(partsOf({ packages }), 'packages')).toBe('unknown');
  expect(verdictOf(partsOf({ packages, requirements: { rules: [rule] } }), 'packages')).toBe('pass');
});
