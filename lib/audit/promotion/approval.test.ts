import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import type { ApprovalContext } from './approval.ts';
import { approvalStatement, judgeApproval, readApproval } from './approval.ts';
import type { Promotion } from './promotion.ts';

const promotion: Omit<Promotion, 'approvals'> = {
  accepted: { reference: 'host/app:1', digest: digestOf(1) },
  candidate: { reference: 'host/app:2', digest: digestOf(2) },
  verdict: 'pass',
  headline: '',
  sections: [{ name: 'sbom', verdict: 'pass', sentences: [], evidence: [] }],
  packages: [],
  policy: { name: 'acme', hash: 'a'.repeat(64), source: 'file' },
  requirements: 'rules: []\n',
};
const signOff = { who: 'Ada', note: 'Looks good.', reason: '', at: new Date('2026-01-02T03:04:05Z') };
const context: ApprovalContext = {
  candidate: digestOf(2),
  accepted: digestOf(1),
  policyHash: 'a'.repeat(64),
  requirements: 'rules: []\n',
  verdict: 'pass',
};

const written = (change: Partial<typeof promotion> = {}, off: Partial<typeof signOff> = {}): unknown =>
  JSON.parse(approvalStatement({ ...promotion, ...change }, { ...signOff, ...off }));

test('what is written is read again, and holds', () => {
  expect(judgeApproval(digestOf(9), written(), context)).toEqual({
    digest: digestOf(9),
    state: 'holds',
    claim: {
      who: 'Ada',
      at: '2026-01-02T03:04:05.000Z',
      verdict: 'pass',
      ...{ accepted: promotion.accepted, candidate: promotion.candidate },
      ...{ policyName: 'acme', policyHash: 'a'.repeat(64), requirements: 'rules: []\n' },
      ...{ signedOff: 'Signed-off-by: Ada', note: 'Looks good.' },
    },
    remarks: [],
  });
});

test('an approval on another digest than its statement names counts as failed', () => {
  const other = { ...context, candidate: digestOf(3) };
  expect(judgeApproval(digestOf(9), written(), other)).toMatchObject({
    state: 'failed',
    remarks: [expect.stringContaining('Its statement is about')],
  });
});

test.each([
  [{ policyHash: 'b'.repeat(64) }, 'The policy has changed: aaaaaaaaaaaa then, bbbbbbbbbbbb now.'],
  [{ policyHash: undefined }, 'The approval names policy aaaaaaaaaaaa, but there is no policy now.'],
  [{ verdict: 'fail' }, 'The verdict was pass then, and is fail now.'],
  [{ requirements: 'rules: [x]\n' }, 'The requirements were different then.'],
  [{ accepted: digestOf(5) }, 'The approval compares with another release, host/app:1.'],
] as const)('an approval says what is another thing today: %j', (change, remark) => {
  const approval = judgeApproval(digestOf(9), written(), { ...context, ...change });
  expect(approval).toMatchObject({ state: 'holds', remarks: [remark] });
});

test('an approval of what failed says so, with its reason', () => {
  const value = written({ verdict: 'fail' }, { reason: 'The fix is out.' });
  expect(judgeApproval(digestOf(9), value, { ...context, verdict: 'fail' }).remarks).toEqual([
    'Approved although the verdict was fail. Its reason: The fix is out.',
  ]);
});

test('whatever is there, an approval is read or a sentence says why not', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (predicate, subject) => {
      for (const value of [predicate, { predicateType: 'urn:orrery:approval:v1', predicate, subject }]) {
        const reading = readApproval(value);
        expect('claim' in reading || reading.problem.endsWith('.')).toBe(true);
        expect(judgeApproval(digestOf(9), value, context).state).toBe('failed');
      }
    }),
  );
});
