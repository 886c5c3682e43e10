import { beforeEach, expect, test } from 'vitest';
import {
  approve,
  attach,
  beginPromotion,
  givePolicy,
  inToto,
  judgeTag,
  release,
} from '#e2e/fakes/promotion-example';
import { makeKey } from '#e2e/fakes/sign-simple';
import { approvalPredicate, approvalType } from '#lib/audit/promotion/approval';

beforeEach(async () => {
  await beginPromotion();
});

test('an approval is found, and counts as failed where it is about another digest', async () => {
  await release('1', ['ws@8'], []);
  const image = await release('2', ['ws@8'], []);
  const other = await release('3', ['ws@8'], []);
  const { promotion } = await judgeTag('2', '1');
  const good = await approve(promotion, image);
  await approve(promotion, other);
  expect((await judgeTag('2', '1', '&fresh=1')).promotion.approvals).toMatchObject([
    { digest: good.digest, state: 'holds', claim: { who: 'Ada', verdict: 'pass' }, remarks: [] },
  ]);
  const [borrowed] = (await judgeTag('3', '1', '&fresh=1')).promotion.approvals;
  expect(borrowed).toMatchObject({
    state: 'failed',
    remarks: [expect.stringContaining('Its statement is about')],
  });
});

test('an approval that speaks of another policy, other requirements or another verdict says so', async () => {
  await release('1', ['ws@8'], []);
  const image = await release('2', ['ws@8'], []);
  const { promotion } = await judgeTag('2', '1');
  await approve({ ...promotion, verdict: 'fail', requirements: 'rules: []\n' }, image);
  await givePolicy(makeKey().pem);
  const [approval] = (await judgeTag('2', '1', '&fresh=1')).promotion.approvals;
  const told = approval?.remarks.join(' ');
  expect(told).toContain('although the verdict was fail');
  expect(told).toContain('The policy has changed');
  expect(told).toContain('The requirements were different');
});

test('what is attached as an approval and is none is failed', async () => {
  await release('1', ['ws@8'], []);
  const image = await release('2', ['ws@8'], []);
  await attach(image, inToto, { predicateType: approvalPredicate, predicate: {} }, approvalType);
  await attach(image, 'text/plain', 'no statement', approvalType);
  const { approvals } = (await judgeTag('2', '1')).promotion;
  expect(approvals.map(({ state }) => state)).toEqual(['failed', 'failed']);
});
