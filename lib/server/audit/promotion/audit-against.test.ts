import { beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, scriptedRegistry } from '#e2e/fakes/embedded';
import {
  allRequired,
  attachSbom,
  beginPromotion,
  promotionPath,
  pushImage,
  release,
} from '#e2e/fakes/promotion-example';
import { auditSchema } from '#lib/api/contract/audit-contract';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerAudit } from '#lib/server/routes/audit';

let repository = '';
let registry: EmbeddedRegistry;
beforeEach(async () => {
  ({ registry, repository } = await beginPromotion());
});

test('what cannot be read is unknown, and unknown never passes', async () => {
  await release('1', ['ws@8'], []);
  await release('2', ['ws@8'], []);
  const broken = scriptedRegistry((request) =>
    request.url.includes('/referrers/')
      ? Promise.resolve(new Response(null, { status: 400 }))
      : registry.handle(request),
  );
  testServices({}, broken);
  const host = broken.hosts[0] ?? '';
  const query = new URLSearchParams({
    ref: `${host}/${repository}:2`,
    against: '1',
    require: allRequired,
    gate: '1',
  });
  const response = await callRoute(answerAudit, `/api/audit?${query}`);
  expect(response.status).toBe(424);
  const { against } = auditSchema.parse(await response.json());
  expect(against?.verdict).toBe('unknown');
});

test('against needs one artifact, and a release that is there', async () => {
  await release('1', ['ws@8'], []);
  const repositoryQuery = new URLSearchParams({ ref: `${embeddedHost}/${repository}`, against: '1' });
  expect(await getProblem(answerAudit, `/api/audit?${repositoryQuery}`)).toMatchObject({
    code: 'request-invalid',
    detail: expect.stringContaining('one artifact'),
  });
  expect((await getProblem(answerAudit, promotionPath('1', '9'))).code).toBe('not-found');
});

test('lines, a table and SARIF say the same of the candidate', async () => {
  const before = await release('1', ['ws@8'], []);
  const image = await release('2', ['ws@8'], []);
  await attachSbom(image, ['ws@8'], before.digest);
  const init = { headers: { accept: 'application/x-ndjson' } };
  const lines = await (await callRoute(answerAudit, promotionPath('2', '1'), init)).text();
  const events: readonly unknown[] = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events).toMatchObject([{ type: 'row' }, { type: 'end', against: { verdict: 'pass' } }]);
  await pushImage('3', '3');
  const csv = await (await callRoute(answerAudit, promotionPath('3', '1', '&format=csv'))).text();
  expect(csv).toContain('The accepted release has');
  const sarif = await callRoute(answerAudit, promotionPath('3', '1', '&format=sarif&gate=1'));
  expect(sarif.status).toBe(412);
});
