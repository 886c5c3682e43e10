import { beforeEach, expect, test } from 'vitest';
import { embeddedHost } from '#e2e/fakes/embedded';
import {
  attach,
  attachProvenance,
  attachReport,
  attachSbom,
  beginPromotion,
  givePolicy,
  judgeTag,
  pushImage,
  release,
  sign,
  spdxOf,
} from '#e2e/fakes/promotion-example';
import { makeKey } from '#e2e/fakes/sign-simple';
import { testVerification } from '#e2e/fakes/verifier-in-test';

let repository = '';
beforeEach(async () => {
  ({ repository } = await beginPromotion());
});

const passing = {
  signature: 'pass',
  sbom: 'pass',
  provenance: 'pass',
  packages: 'pass',
  findings: 'pass',
  requirements: 'pass',
  regressions: 'pass',
};

test('a candidate that has all that the release before has passes the gate, and what changed is told', async () => {
  await release('1', ['ws@8.0.0', 'left-pad@1.0.0'], ['CVE-1 HIGH', 'CVE-2 LOW']);
  await release('2', ['ws@8.1.0'], ['CVE-2 LOW']);
  const { status, promotion, verdicts } = await judgeTag('2', '1');
  expect(verdicts).toEqual(passing);
  expect(status).toBe(200);
  expect(promotion.headline).toBe(
    `${embeddedHost}/${repository}:2 can replace ${embeddedHost}/${repository}:1: all 7 checks pass.`,
  );
  expect(promotion.packages).toMatchObject([{ added: 0, removed: 1, updated: 1 }]);
  expect(promotion.findings).toMatchObject({ fixed: { high: 1 }, open: 1 });
  expect(promotion.policy?.name).toBe('acme');
});

test('an SBOM and a provenance of a sibling do not count, and whose they are is said', async () => {
  const before = await release('1', ['ws@8.0.0'], ['CVE-2 LOW']);
  const image = await pushImage('2', '2');
  await sign(image);
  await attachSbom(image, ['ws@8.0.0'], before.digest);
  await attachProvenance(image, `sha256:${'7'.repeat(64)}`);
  await attachReport(image, ['CVE-2 LOW']);
  const { status, verdicts, of } = await judgeTag('2', '1');
  expect(status).toBe(412);
  expect(verdicts).toMatchObject({ sbom: 'fail', provenance: 'fail', packages: 'unknown', findings: 'pass' });
  expect(of('sbom')?.sentences.join(' ')).toContain('names the accepted release');
  expect(of('provenance')?.sentences.join(' ')).toContain('names sha256:77777777');
});

test('a plain SBOM that describes the release before does not count either', async () => {
  const before = await release('1', ['ws@8.0.0'], []);
  const image = await pushImage('2', '2');
  const sbom = spdxOf([`app@${before.digest}`, 'ws@8.0.0']);
  const document = { ...sbom, documentDescribes: ['SPDXRef-0'] };
  await attach(image, 'application/spdx+json', document);
  const { of, status } = await judgeTag('2', '1');
  expect(of('sbom')).toMatchObject({ verdict: 'fail', evidence: [{ verdict: 'fail' }] });
  expect(of('sbom')?.sentences.join(' ')).toContain('describes the accepted release');
  expect(status).toBe(412);
});

test('a new grave finding fails, and one that VEX excuses does not', async () => {
  await release('1', ['ws@8'], ['CVE-2 LOW']);
  const image = await release('2', ['ws@8'], ['CVE-2 LOW', 'CVE-9 CRITICAL']);
  expect((await judgeTag('2', '1')).of('findings')).toMatchObject({
    verdict: 'fail',
    sentences: expect.arrayContaining([expect.stringContaining('1 critical')]),
  });
  await attach(image, 'application/vnd.openvex+json', {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://example.com/vex',
    author: 'acme',
    timestamp: '2026-02-01T00:00:00Z',
    version: 1,
    statements: [
      {
        vulnerability: { name: 'CVE-9' },
        products: [{ '@id': `pkg:oci/app@${encodeURIComponent(image.digest)}` }],
        status: 'not_affected',
        justification: 'vulnerable_code_not_present',
      },
    ],
  });
  const { verdicts, promotion } = await judgeTag('2', '1', '&gate=1&fresh=1');
  expect(verdicts.findings).toBe('pass');
  expect(promotion.findings).toMatchObject({ excused: 1 });
});

test('what the release before had and the candidate lacks is a regression', async () => {
  await release('1', ['ws@8'], []);
  const image = await pushImage('2', '2');
  await attachSbom(image, ['ws@8']);
  const { of, status } = await judgeTag('2', '1');
  expect(of('regressions')?.verdict).toBe('fail');
  const told = of('regressions')?.sentences.join(' ');
  for (const what of ['a signature', 'provenance', 'a report of vulnerabilities'])
    expect(told).toContain(`has ${what}, but the candidate`);
  expect(of('signature')?.verdict).toBe('fail');
  expect(status).toBe(412);
});

test('a signature by a key that no policy names fails, and without a policy nobody knows', async () => {
  await release('1', ['ws@8'], []);
  await release('2', ['ws@8'], []);
  await givePolicy(makeKey().pem);
  expect((await judgeTag('2', '1')).of('signature')?.verdict).not.toBe('pass');
  testVerification();
  expect((await judgeTag('2', '1')).of('signature')).toMatchObject({
    verdict: 'unknown',
    sentences: [expect.stringContaining('There is no policy')],
  });
});
