import { expect, test } from '@playwright/test';
import type { ChangeClient } from '#e2e/changes/change-client';
import { createChangeClient } from '#e2e/changes/change-client';
import type { Places } from '#e2e/changes/places';
import { openPlaces, placeNames } from '#e2e/changes/places';
import type { SecondOpinion } from '#e2e/changes/second-opinion';
import { askOthers } from '#e2e/changes/second-opinion';
import { openShop } from '#e2e/changes/shop';

// Deleting in every registry; afterwards other tools are asked what is left.
let places: Places;
let changes: ChangeClient;
let others: SecondOpinion;

test.beforeAll(({ baseURL }) => {
  places = openPlaces(new URL(baseURL ?? '').host);
  changes = createChangeClient(baseURL ?? '');
  others = askOthers(places.bench);
});
test.afterAll(() => places.stop());

for (const name of placeNames) {
  test(`an image goes from ${name} with everything attached to it, and nothing else`, async () => {
    const { host } = await places.at(name);
    const shop = await openShop(places.bench, `${host}/delete/graph`);
    const plan = await changes.change({
      action: 'delete',
      ref: `${shop.repository}:1.0`,
      scope: 'graph',
      archive: false,
    });
    const gone = plan.steps.flatMap(({ verb, node }) => (verb === 'delete-manifest' ? [node] : []));
    expect(gone).toEqual(expect.arrayContaining([shop.release, shop.amd64, shop.sbom, shop.review]));
    expect(plan.kept.map(({ digest }) => digest)).toContain(shop.arm64);

    expect(await others.tags(shop.repository)).toEqual(['1.1', 'latest']);
    for (const digest of [shop.release, shop.amd64, shop.sbom, shop.review])
      expect(await others.digest(`${shop.repository}@${digest}`)).toBeUndefined();
    // The platform that both releases share stays, and so does what is attached to it.
    expect(await others.isWhole(`${shop.repository}:1.1`)).toBe(true);
    expect(await others.discover(`${shop.repository}@${shop.arm64}`)).toContain(shop.report);
  });

  test(`a tag goes from ${name} and its digest stays under the other one`, async () => {
    const { host } = await places.at(name);
    const shop = await openShop(places.bench, `${host}/delete/tag`);
    await changes.change({ action: 'delete', ref: `${shop.repository}:latest`, scope: 'tag' });
    expect(await others.tags(shop.repository)).toEqual(['1.0', '1.1']);
    expect(await others.digest(`${shop.repository}:1.1`)).toBe(shop.next);
  });

  test(`one referrer goes from ${name} and its subject is told`, async () => {
    const { host } = await places.at(name);
    const shop = await openShop(places.bench, `${host}/delete/referrer`);
    await changes.change({
      action: 'delete',
      ref: `${shop.repository}@${shop.sbom}`,
      scope: 'graph',
      archive: false,
    });
    const left = await others.discover(`${shop.repository}:1.0`);
    expect(left).not.toContain(shop.sbom);
    expect(left).not.toContain(shop.review);
    expect(await others.isWhole(`${shop.repository}:1.0`)).toBe(true);
  });
}

test('what is deleted was archived before, and comes back from the archive', async ({ request }) => {
  const { host } = await places.at('zot');
  const shop = await openShop(places.bench, `${host}/delete/archived`);
  const plan = await changes.change({ action: 'delete', ref: `${shop.repository}:1.0`, scope: 'graph' });
  const answer = await request.get(`/api/plans/${plan.id}/archive`);
  expect(answer.ok()).toBe(true);
  const upload = await changes.upload('1.0.tar', new Uint8Array(await answer.body()));
  await changes.change({ action: 'import', upload: upload.id, to: `${host}/delete/restored` });
  expect(await others.digest(`${host}/delete/restored:1.0`)).toBe(shop.release);
  const found = await others.discover(`${host}/delete/restored:1.0`);
  expect(found).toContain(shop.sbom);
  expect(found).toContain(shop.review);
});

for (const name of ['zot', 'distribution 3'] as const) {
  test(`a tag that is moved in ${name} between plan and run stops it`, async ({ request }) => {
    const { host } = await places.at(name);
    const shop = await openShop(places.bench, `${host}/delete/moved`);
    const plan = await changes.plan({
      action: 'delete',
      ref: `${shop.repository}:1.0`,
      scope: 'graph',
      archive: false,
    });
    await places.bench.run('crane', ['tag', `${shop.repository}:1.1`, '1.0']);
    const answer = await request.post(`/api/plans/${plan.id}/run`, {
      headers: { 'x-orrery-request': '1' },
      data: plan.confirm === undefined ? {} : { confirm: plan.confirm },
    });
    expect(answer.status()).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'plan-outdated' });
    expect(await others.digest(`${shop.repository}@${shop.sbom}`)).toBe(shop.sbom);
    expect(await others.tags(shop.repository)).toEqual(['1.0', '1.1', 'latest']);
  });
}

test('another tag of the same image keeps it from being deleted unseen', async () => {
  const { host } = await places.at('distribution 3');
  const shop = await openShop(places.bench, `${host}/delete/two-names`);
  const request = {
    action: 'delete',
    ref: `${shop.repository}:1.1`,
    scope: 'graph',
    archive: false,
  } as const;
  const { blockers } = await changes.plan(request);
  expect(blockers).toMatchObject([{ code: 'other-tags', tags: ['latest'], isAcceptable: true }]);
  await changes.change({ ...request, accept: ['other-tags'] });
  expect(await others.tags(shop.repository)).toEqual(['1.0']);
  expect(await others.isWhole(`${shop.repository}:1.0`)).toBe(true);
});
