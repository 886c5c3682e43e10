import { expect, test } from '@playwright/test';
import type { ChangeClient } from '#e2e/changes/change-client';
import { createChangeClient } from '#e2e/changes/change-client';
import type { Places } from '#e2e/changes/places';
import { openPlaces, placeNames } from '#e2e/changes/places';
import type { SecondOpinion } from '#e2e/changes/second-opinion';
import { askOthers } from '#e2e/changes/second-opinion';
import { openShop } from '#e2e/changes/shop';
import { parseDigest } from '#lib/oci/digest';

// Attaching and tagging in every registry; oras and crane read the result.
let places: Places;
let changes: ChangeClient;
let others: SecondOpinion;

test.beforeAll(({ baseURL }) => {
  places = openPlaces(new URL(baseURL ?? '').host);
  changes = createChangeClient(baseURL ?? '');
  others = askOthers(places.bench);
});
test.afterAll(() => places.stop());

const report = '{"findings":["none"]}\n';
const artifactType = 'application/vnd.acme.check.v1+json';

async function uploaded(name: string, text: string) {
  const { id, digest } = await changes.upload(name, new TextEncoder().encode(text));
  return { file: { upload: id, name, mediaType: 'application/json' }, digest };
}

for (const name of placeNames) {
  test(`a file is attached in ${name}, and oras finds and pulls it`, async () => {
    const { host } = await places.at(name);
    const shop = await openShop(places.bench, `${host}/attach/file`);
    const { file, digest } = await uploaded('check.json', report);
    const plan = await changes.change({
      action: 'attach',
      subject: `${shop.repository}:1.0`,
      artifactType,
      annotations: { 'com.acme.reviewer': 'Ada' },
      files: [file],
    });
    const attached = plan.steps.find(({ verb }) => verb === 'push-manifest')?.node ?? '';
    expect(await others.discover(`${shop.repository}:1.0`)).toContain(attached);
    await places.bench.run('oras', [
      ...['pull', '--plain-http', '--output', `pulled-${attached.slice(7, 19)}`],
      `${shop.repository}@${attached}`,
    ]);
    expect(places.bench.read(`pulled-${attached.slice(7, 19)}/check.json`)).toBe(report);
    const manifest = JSON.parse(
      await places.bench.run('crane', ['manifest', `${shop.repository}@${attached}`]),
    );
    expect(manifest).toMatchObject({
      artifactType,
      subject: { digest: shop.release },
      layers: [{ digest }],
      annotations: { 'com.acme.reviewer': 'Ada' },
    });
  });

  test(`a tag is added, moved and moved back in ${name}`, async () => {
    const { host } = await places.at(name);
    const shop = await openShop(places.bench, `${host}/attach/tags`);
    await changes.change({ action: 'tag', ref: `${shop.repository}:1.0`, tags: ['stable', 'latest'] });
    expect(await others.tags(shop.repository)).toEqual(['1.0', '1.1', 'latest', 'stable']);
    expect(await others.digest(`${shop.repository}:latest`)).toBe(shop.release);
    await changes.change({ action: 'tag', ref: `${shop.repository}@${shop.next}`, tags: ['latest'] });
    expect(await others.digest(`${shop.repository}:latest`)).toBe(shop.next);
  });

  test(`two people attach at the same time in ${name}, and both are found`, async () => {
    const { host } = await places.at(name);
    const shop = await openShop(places.bench, `${host}/attach/both`);
    const plans = await Promise.all(
      ['one', 'two', 'three', 'four'].map(async (who) => {
        const { file } = await uploaded(`${who}.json`, `{"by":"${who}"}`);
        return await changes.plan({
          action: 'attach',
          subject: `${shop.repository}:1.1`,
          artifactType,
          files: [file],
        });
      }),
    );
    const ends = await Promise.all(plans.map(async (plan) => (await changes.run(plan)).at(-1)));
    expect(ends).toMatchObject(plans.map(() => ({ type: 'end', state: 'done' })));
    const found = await others.discover(`${shop.repository}:1.1`);
    for (const { steps } of plans) {
      expect(found).toContain(steps.find(({ verb }) => verb === 'push-manifest')?.node);
    }
  });
}

test('an artifact is pushed first and gets its subject later', async () => {
  const { host } = await places.at('distribution 3');
  const shop = await openShop(places.bench, `${host}/attach/later`);
  const { file } = await uploaded('check.json', report);
  await changes.change({ action: 'attach', to: `${shop.repository}:check`, artifactType, files: [file] });
  const loose = parseDigest((await others.digest(`${shop.repository}:check`)) ?? '');
  const plan = await changes.change({
    action: 'attach',
    artifact: `${shop.repository}@${loose}`,
    subject: `${shop.repository}:1.0`,
  });
  const bound = plan.steps.find(({ verb }) => verb === 'push-manifest')?.node;
  expect(bound).not.toBe(loose);
  expect(await others.discover(`${shop.repository}:1.0`)).toContain(bound);
});

test('a subject that is not there yet is named by digest and size, and found once it comes', async () => {
  const { host } = await places.at('zot');
  const shop = await openShop(places.bench, `${host}/attach/source`);
  const { file } = await uploaded('early.json', report);
  const size = (await places.bench.run('crane', ['manifest', `${shop.repository}:1.1`])).length;
  const plan = await changes.change({
    action: 'attach',
    subject: `${host}/attach/early@${shop.next}`,
    subjectSize: size,
    subjectMediaType: 'application/vnd.oci.image.index.v1+json',
    artifactType,
    files: [file],
    accept: ['subject-missing'],
  });
  await changes.change({ action: 'copy', from: `${shop.repository}:1.1`, to: `${host}/attach/early` });
  const early = plan.steps.find(({ verb }) => verb === 'push-manifest')?.node;
  expect(await others.discover(`${host}/attach/early:1.1`)).toContain(early);
});
