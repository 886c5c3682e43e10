import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import type { ApprovalClaim } from '#lib/audit/promotion/promotion';
import { approvalLine, digestPath, evidencePath, openSections, promotionCurl } from './promotion-words.ts';

test('what did not pass is open', () => {
  const section = { sentences: [], evidence: [] };
  const open = openSections([
    { ...section, name: 'sbom', verdict: 'pass' },
    { ...section, name: 'findings', verdict: 'unknown' },
    { ...section, name: 'regressions', verdict: 'fail' },
  ]);
  expect([...open]).toEqual(['findings', 'regressions']);
});

test('evidence is shown in the graph of what it hangs on', () => {
  expect(digestPath('localhost:5000/acme/app:1', digestOf(1))).toBe(
    `/localhost:5000/acme/app@${digestOf(1)}`,
  );
  expect(evidencePath('localhost:5000/acme/app:1', digestOf(1), digestOf(2))).toBe(
    `/localhost:5000/acme/app@${digestOf(1)}?selected=${encodeURIComponent(digestOf(2))}`,
  );
});

test('the command asks the same with a gate, and quotes what a shell would read', () => {
  const command = promotionCurl('http://localhost:3000', {
    ref: "host/app:1'",
    against: '2',
    require: undefined,
  });
  expect(command).toBe(
    [
      "curl --fail-with-body -sS -G 'http://localhost:3000/api/audit' \\",
      '  -H "authorization: Bearer $ORRERY_TOKEN" \\',
      "  --data-urlencode 'ref=host/app:1'\\''' \\",
      "  --data-urlencode 'against=2' \\",
      "  --data-urlencode 'gate=1'",
    ].join('\n'),
  );
});

test('an approval is one line, and one that does not count says so', () => {
  const side = { reference: 'host/app:1', digest: digestOf(1) };
  const claim: ApprovalClaim = {
    who: 'Ada',
    at: '2026-01-02T03:04:05Z',
    verdict: 'pass',
    accepted: side,
    candidate: side,
    requirements: '',
    signedOff: '',
  };
  const approval = { digest: digestOf(9), state: 'holds', remarks: [] } as const;
  expect(approvalLine({ ...approval, claim })).toBe('Ada approved it on 2026-01-02; the verdict was pass.');
  expect(approvalLine({ ...approval, state: 'failed', claim })).toContain('Does not count');
  expect(approvalLine({ ...approval, state: 'failed' })).toContain('is not one');
});
