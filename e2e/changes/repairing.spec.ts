import { expect, test } from '@playwright/test';
import { createChangeClient } from '#e2e/changes/change-client';
import type { Places } from '#e2e/changes/places';
import { openPlaces } from '#e2e/changes/places';
import { askOthers } from '#e2e/changes/second-opinion';
import { openShop } from '#e2e/changes/shop';

// A list of referrers that other tools have left behind is made true again.
let places: Places;

test.beforeAll(({ baseURL }) => {
  places = openPlaces(new URL(baseURL ?? '').host);
});
test.afterAll(() => places.stop());

for (const name of ['distribution 3', 'olareg without the referrers API']) {
  test(`what a list in ${name} names and is gone is taken off it, and nothing else`, async ({ baseURL }) => {
    const changes = createChangeClient(baseURL ?? '');
    const others = askOthers(places.bench);
    const { host } = await places.at(name);
    const shop = await openShop(places.bench, `${host}/repair/stale`);
    const tag = `${shop.repository}:sha256-${shop.release.slice('sha256:'.length)}`;
    await places.bench.run('oras', [
      ...['attach', '--plain-http', '--distribution-spec', 'v1.1-referrers-tag'],
      ...['--artifact-type', 'application/vnd.acme.note.v1', '--annotation', 'by=Ada'],
      `${shop.repository}@${shop.release}`,
    ]);
    await places.bench.run('crane', ['delete', `${shop.repository}@${shop.sbom}`]);
    const entries = async () => JSON.parse(await places.bench.run('crane', ['manifest', tag])).manifests;
    expect(await entries()).toHaveLength(2);

    await changes.change({ action: 'repair', ref: `${shop.repository}:1.0` });
    expect(await entries()).toHaveLength(1);
    expect(await others.discover(`${shop.repository}:1.0`)).not.toContain(shop.sbom);
    const { steps, warnings } = await changes.plan({ action: 'repair', ref: `${shop.repository}:1.0` });
    expect(steps).toEqual([]);
    expect(warnings).toHaveLength(1);
  });
}
