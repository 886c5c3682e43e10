import { expect, test } from '@playwright/test';
import type { ChangeClient } from '#e2e/changes/change-client';
import { createChangeClient } from '#e2e/changes/change-client';
import type { Places } from '#e2e/changes/places';
import { openPlaces, placeNames } from '#e2e/changes/places';
import type { SecondOpinion } from '#e2e/changes/second-opinion';
import { askOthers } from '#e2e/changes/second-opinion';
import type { Shop } from '#e2e/changes/shop';
import { openShop, releaseContent, shopTypes } from '#e2e/changes/shop';

// Copies between all pairs of registries; afterwards other tools read the result, digest by digest.
let places: Places;
let changes: ChangeClient;
let others: SecondOpinion;
const shops = new Map<string, Promise<Shop>>();

test.beforeAll(({ baseURL }) => {
  places = openPlaces(new URL(baseURL ?? '').host);
  changes = createChangeClient(baseURL ?? '');
  others = askOthers(places.bench);
});
test.afterAll(() => places.stop());

/** The shop of a registry, opened once: a copy leaves it as it is. */
function shopAt(host: string): Promise<Shop> {
  const shop = shops.get(host) ?? openShop(places.bench, `${host}/copy/source`);
  shops.set(host, shop);
  return shop;
}

for (const source of placeNames) {
  for (const target of placeNames) {
    test(`a graph is copied from ${source} to ${target}`, async () => {
      const [from, to] = [await places.at(source), await places.at(target)];
      const shop = await shopAt(from.host);
      const copy = `${to.host}/copy/from-${placeNames.indexOf(source)}`;
      await changes.change({ action: 'copy', from: `${shop.repository}:1.0`, to: copy });
      expect(await others.digest(`${copy}:1.0`)).toBe(shop.release);
      expect(await others.isWhole(`${copy}:1.0`)).toBe(true);
      expect(await others.tags(copy)).toEqual(['1.0']);
      const attached = await others.discover(`${copy}:1.0`);
      expect(attached).toContain(shop.sbom);
      expect(attached).toContain(shop.review);
      expect(await others.discover(`${copy}@${shop.arm64}`)).toContain(shop.report);
    });
  }
}

test('a second copy finds everything there and changes nothing', async () => {
  const [from, to] = [await places.at('zot'), await places.at('distribution 3')];
  const shop = await shopAt(from.host);
  const request = { action: 'copy', from: `${shop.repository}:1.0`, to: `${to.host}/copy/twice` } as const;
  await changes.change(request);
  const { steps, totals } = await changes.plan(request);
  expect(totals).toMatchObject({ manifests: 0, blobs: 0, bytes: 0 });
  expect(steps.map(({ verb }) => verb).filter((verb) => verb.startsWith('copy'))).toEqual([]);
});

test('some kinds and one platform can be chosen', async () => {
  const [from, to] = [await places.at('zot'), await places.at('olareg')];
  const shop = await shopAt(from.host);
  const some = `${to.host}/copy/some`;
  await changes.change({
    action: 'copy',
    from: `${shop.repository}:1.0`,
    to: some,
    referrers: [shopTypes.sbom],
  });
  expect(await others.discover(`${some}:1.0`)).toContain(shop.review);
  expect(await others.digest(`${some}@${shop.report}`)).toBeUndefined();

  const arm = `${to.host}/copy/arm`;
  await changes.change({
    action: 'copy',
    from: `${shop.repository}:1.0`,
    to: arm,
    platforms: ['linux/arm64'],
  });
  const listed = JSON.parse(await places.bench.run('crane', ['manifest', `${arm}:1.0`]));
  expect(listed.manifests).toMatchObject([{ digest: shop.arm64 }]);
  expect(await others.discover(`${arm}@${shop.arm64}`)).toContain(shop.report);
});

test('a tag that is taken at the target is moved only when that was accepted', async () => {
  const [from, to] = [await places.at('zot'), await places.at('the registry inside')];
  const shop = await shopAt(from.host);
  const target = `${to.host}/copy/taken:1.0`;
  await changes.change({ action: 'copy', from: `${shop.repository}:1.1`, to: target });
  const request = { action: 'copy', from: `${shop.repository}:1.0`, to: target } as const;
  expect((await changes.plan(request)).blockers).toMatchObject([{ code: 'overwrites-tag', tags: ['1.0'] }]);
  await changes.change({ ...request, accept: ['overwrites-tag'] });
  expect(await others.digest(target)).toBe(shop.release);
});

for (const [source, target] of [
  ['zot', 'distribution 3'],
  ['distribution 3', 'zot'],
  ['olareg', 'the registry inside'],
  ['olareg without the referrers API', 'olareg'],
  ['the registry inside', 'zot'],
] as const) {
  test(`a graph moves from ${source} to ${target}`, async () => {
    const [from, to] = [await places.at(source), await places.at(target)];
    const shop = await openShop(places.bench, `${from.host}/move/from`);
    const moved = `${to.host}/move/from-${placeNames.indexOf(source)}`;
    await changes.change({ action: 'move', from: `${shop.repository}:1.0`, to: moved });
    expect(await others.digest(`${moved}:1.0`)).toBe(shop.release);
    expect(await others.discover(`${moved}:1.0`)).toContain(shop.review);
    expect(await others.tags(shop.repository)).toEqual(['1.1', 'latest']);
    expect(await others.digest(`${shop.repository}@${shop.sbom}`)).toBeUndefined();
    expect(await others.isWhole(`${shop.repository}:1.1`)).toBe(true);
    for (const digest of releaseContent(shop)) expect(await others.digest(`${moved}@${digest}`)).toBe(digest);
  });
}
