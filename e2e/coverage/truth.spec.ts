import { expect, test } from '@playwright/test';
import { jobsOfReadme, runJob } from '#e2e/coverage/ci-jobs';
import { saidOf, trueOf } from '#e2e/coverage/compare-cells';
import { expectHonestAnswers, whatIsWrong } from '#e2e/coverage/expect-honest';
import { expectTrueMatrix } from '#e2e/coverage/expect-matrix';
import { startLyingRegistry } from '#e2e/coverage/lying-registry';
import { truthRepository } from '#e2e/coverage/planting';
import type { Truth, TruthTag } from '#e2e/coverage/truth';
import { truth } from '#e2e/coverage/truth';
import type { TruthPlace } from '#e2e/coverage/truth-place';
import { fewRepository, fewTags, openTruth } from '#e2e/coverage/truth-place';
import { findTools } from '#e2e/tools/find-tool';

// Seconds on a free machine; planting and asking through three registries takes minutes on a busy one.
test.describe.configure({ timeout: 300_000 });

let place: TruthPlace;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  const tools = await findTools(['oras', 'crane', 'regctl', 'helm', 'cosign', 'cosign2', 'notation']);
  const missing = [...tools.values()].find((tool) => tool.status === 'missing');
  test.skip(missing !== undefined, missing?.reason ?? '');
  place = await openTruth();
});
test.afterAll(() => place?.stop());

test('an audit says of each artifact and each kind of evidence what was planted, whatever the registry', async () => {
  const real = Object.entries<Truth>(truth).map(([tag, one]) => [tag, trueOf(one)] as const);
  for (const host of place.hosts) {
    const ref = `${host}/${truthRepository}`;
    const { audit } = await place.ask({ ref, require: 'signature:matches' });
    expect(audit).toMatchObject({ complete: true, limits: [], policy: { name: 'acme' } });
    const said = audit.rows.map((row) => [nameOf(row.tags), saidOf(row)] as const);
    expect(Object.fromEntries(said), host).toEqual(Object.fromEntries(real));
  }
});

/** The tag under which the truth knows it. */
function nameOf(names: readonly string[]): string {
  return names.find((name) => name in truth) ?? names.join();
}

test('the matrix of the page says the same, cell by cell, of artifacts and of platforms', async ({
  page,
}) => {
  const ref = `${place.planted.host}/${truthRepository}`;
  await expectTrueMatrix(page, `${place.orrery.url}/${ref}?view=audit&require=signature:matches`);
});

test('no lie of a registry makes evidence none, or good, or another artifact less known', async () => {
  await expectHonestAnswers(place);
});

test('a registry that closes, throttles, forgets or shows a web page in the middle makes nothing none', async () => {
  const answers: Readonly<Record<string, () => Response>> = {
    closes: () =>
      Response.json({}, { status: 401, headers: { 'www-authenticate': 'Basic realm="by design"' } }),
    throttles: () => Response.json({}, { status: 429, headers: { 'retry-after': '600' } }),
    forgets: () => Response.json({ errors: [{ code: 'NAME_UNKNOWN' }] }, { status: 404 }),
    'shows a web page': () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }),
  };
  for (const [what, answer] of Object.entries(answers))
    for (const after of [5, 15, 40]) {
      let asked = 0;
      const isOver = () => {
        asked += 1;
        return asked > after;
      };
      const liar = await startLyingRegistry(place.planted.host, isOver, answer);
      const { audit } = await place.ask({
        ref: `${liar.host}/${fewRepository}`,
        require: 'signature:matches',
      });
      expect.soft(audit.rows.length, `${what} after ${after}`).toBe(fewTags.length);
      expect.soft(whatIsWrong(audit.rows, fewTags), `${what} after ${after}`).toEqual([]);
      await liar.stop();
    }
});

test('a registry without a catalogue says so, and the repositories that are named are looked at', async () => {
  const none = () => Response.json({ errors: [{ code: 'UNSUPPORTED' }] }, { status: 404 });
  const liar = await startLyingRegistry(place.planted.host, (address) => address.includes('_catalog'), none);
  const answer = await fetch(`${place.orrery.url}/api/audit?ref=${liar.host}&require=sbom`);
  expect(answer.ok).toBe(false);
  expect(await answer.json()).toMatchObject({ detail: expect.stringMatching(/catalog|list/i) });
  const named = { ref: liar.host, repositories: fewRepository, require: 'signature:matches' };
  const { audit } = await place.ask(named);
  expect(whatIsWrong(audit.rows, [])).toEqual([]);
  await liar.stop();
});

test('a policy with an error is said with its line, and nothing passes', async () => {
  const broken = [
    'apiVersion: policy.sigstore.dev/v1beta1',
    'kind: ClusterImagePolicy',
    'metadata:',
    '  name: odd',
  ];
  place.writePolicy(
    'odd.yaml',
    [...broken, 'spec:', '  images:', '    - glob: **', '  authorities: []', ''].join('\n'),
  );
  const ask = (query: Readonly<Record<string, string>>) =>
    place.ask({ ref: `${place.planted.host}/${fewRepository}`, require: 'signature:matches', ...query });
  // The folder is read again when that was a moment ago.
  const limit = { timeout: 30_000 };
  try {
    await expect(async () => {
      const { audit, status } = await ask({ gate: '1' });
      expect(audit.limits.join(' ')).toMatch(/Document 2, line 7: /);
      expect(status).not.toBe(200);
      expect(audit.counts.pass).toBe(0);
    }).toPass(limit);
  } finally {
    place.writePolicy('odd.yaml', undefined);
  }
  await expect.poll(async () => (await ask({})).audit.limits, limit).toEqual([]);
});

test('the jobs of README end with 0 when the gate passes, and with 22 when it fails or is unknown', async () => {
  const isReferrers = (address: string) => address.includes('/referrers/');
  const broken = await startLyingRegistry(
    place.planted.host,
    isReferrers,
    () => new Response(null, { status: 400 }),
  );
  const [zot = ''] = place.hosts;
  const about = (host: string, tag: TruthTag) => ({
    orrery: place.orrery.url,
    name: `${host}/${truthRepository}`,
    tag,
  });
  const jobs = jobsOfReadme();
  expect(jobs.size).toBe(3);
  for (const [system, script] of jobs) {
    const ended = await runJob(script, about(zot, 'release'));
    expect(ended.code, `${system} ${ended.printed}`).toBe(0);
    const failed = await runJob(script, about(zot, 'sbom-spdx'));
    expect(failed.code, system).toBe(22);
    expect(failed.printed, system).toContain('There is no signature.');
    const unknown = await runJob(script, about(broken.host, 'release'));
    expect(unknown.code, system).toBe(22);
    expect(JSON.parse(unknown.printed).counts, system).toMatchObject({ fail: 0, unknown: 1 });
  }
  await broken.stop();
});
