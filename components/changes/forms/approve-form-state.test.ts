import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { readApproval } from '#lib/audit/promotion/approval';
import type { Promotion } from '#lib/audit/promotion/promotion';
import { approvalFile, approvalRequest, lackOfApproval } from './approve-form-state.ts';

const promotion: Promotion = {
  accepted: { reference: 'localhost:5000/acme/app:1', digest: digestOf(1) },
  candidate: { reference: 'localhost:5000/acme/app:2', digest: digestOf(2) },
  ...{ verdict: 'pass', headline: '', sections: [], packages: [], requirements: '', approvals: [] },
};
const form = { who: ' Ada ', note: '', reason: 'The fix is out.' };

test('who accepts has to be said, and of what does not pass why', () => {
  expect(lackOfApproval({ ...form, who: ' ' }, promotion)).toBe('Enter who accepts it.');
  expect(lackOfApproval({ ...form, reason: '' }, promotion)).toBeUndefined();
  for (const verdict of ['fail', 'unknown'] as const) {
    expect(lackOfApproval({ ...form, reason: ' ' }, { ...promotion, verdict })).toContain('anyway');
    expect(lackOfApproval(form, { ...promotion, verdict })).toBeUndefined();
  }
});

test('the file says who approved which digest, and a reason only where one was needed', async () => {
  const at = new Date('2026-01-02T03:04:05Z');
  const read = async (verdict: Promotion['verdict']): Promise<unknown> =>
    readApproval(JSON.parse(await approvalFile(form, { ...promotion, verdict }, at).text()));
  expect(await read('pass')).toMatchObject({
    claim: { who: 'Ada', verdict: 'pass' },
    subjects: [digestOf(2)],
  });
  expect(await read('pass')).not.toHaveProperty('claim.reason');
  expect(await read('fail')).toMatchObject({ claim: { verdict: 'fail', reason: 'The fix is out.' } });
});

test('it is attached to the digest that was judged, whatever the tag names by then', () => {
  expect(approvalRequest(promotion, 'u1')).toMatchObject({
    action: 'attach',
    subject: `localhost:5000/acme/app@${digestOf(2)}`,
    artifactType: 'application/vnd.orrery.approval.v1+json',
    files: [{ upload: 'u1' }],
  });
});
