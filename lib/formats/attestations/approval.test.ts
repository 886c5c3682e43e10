import { expect, test } from 'vitest';
import { readApprovalPredicate } from './approval.ts';

const predicate = {
  verdict: 'pass',
  who: 'Ada',
  at: '2026-01-02T03:04:05Z',
  candidate: { reference: 'host/app:2', digest: 'sha256:2' },
  accepted: { reference: 'host/app:1', digest: 'sha256:1' },
  policy: { name: 'acme', hash: 'abc' },
  requirements: 'rules: []\n',
  signedOff: 'Signed-off-by: Ada',
  sections: [{ name: 'sbom', verdict: 'pass' }, { name: 'findings' }, 7],
};

test('an approval tells who signed off what', () => {
  const reading = readApprovalPredicate(predicate);
  expect(reading.title).toBe('Approval · Ada');
  expect(reading.summary?.()).toMatchObject({
    of: 'facts',
    facts: expect.arrayContaining([
      { name: 'Approved by', value: 'Ada' },
      { name: 'Candidate', value: 'host/app:2' },
      { name: 'Policy hash', value: 'abc' },
    ]),
  });
  expect([...(reading.rows?.checks?.() ?? [])]).toEqual([
    { name: 'sbom', result: 'pass' },
    { name: 'findings' },
  ]);
});

test('the title of an approval says that its verdict was another than pass', () => {
  expect(readApprovalPredicate({ ...predicate, verdict: 'fail' }).title).toBe(
    'Approval · verdict fail · Ada',
  );
});

test('what says nothing is an approval without facts', () => {
  expect(readApprovalPredicate(undefined)).toMatchObject({ title: 'Approval' });
  expect(readApprovalPredicate({ who: 7, sections: 'none' }).summary?.()).toEqual({ of: 'facts', facts: [] });
});
