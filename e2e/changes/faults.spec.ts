import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ChangeClient, PlanRequestBody } from '#e2e/changes/change-client';
import { createChangeClient } from '#e2e/changes/change-client';
import type { Places } from '#e2e/changes/places';
import { openPlaces } from '#e2e/changes/places';
import type { SecondOpinion } from '#e2e/changes/second-opinion';
import { askOthers } from '#e2e/changes/second-opinion';
import type { Shop } from '#e2e/changes/shop';
import { openShop, releaseContent } from '#e2e/changes/shop';
import type { FaultProxy, WriteFault } from '#e2e/faults/fault-proxy';
import { startFaultProxy } from '#e2e/faults/fault-proxy';
import { openKeptDistribution } from '#e2e/registries/kept-distribution';
import { startOrrery } from '#e2e/registries/orrery';
import { testAccess } from '#e2e/registries/test-access';
import { needs } from '#e2e/tools/needs';
import type { PlanDocument } from '#lib/api/contract/plan-contract';

// Changes that break off in the middle, on real registries: running again finishes, and other tools agree.
let places: Places;
let others: SecondOpinion;
let changes: ChangeClient;
let own = '';
let shop: Shop;

test.beforeAll(async ({ baseURL }) => {
  own = new URL(baseURL ?? '').host;
  places = openPlaces(own);
  others = askOthers(places.bench);
  changes = createChangeClient(baseURL ?? '');
  await needs('oras', 'crane');
  shop = await openShop(places.bench, `${own}/faults/source`);
});
test.afterAll(() => places.stop());

type Ended = { readonly state: string; readonly code?: string | undefined; readonly failed: number };

async function runOnce(plan: PlanDocument, client: ChangeClient = changes): Promise<Ended> {
  const end = (await client.run(plan)).at(-1);
  if (end?.type !== 'end') throw new Error('The run was cut off.');
  return end;
}

/** Until the registry is spoken to again after so many failures, which takes the time of a pause. */
async function runToTheEnd(plan: PlanDocument, client: ChangeClient = changes): Promise<void> {
  const states: string[] = [];
  await expect
    .poll(
      async () => {
        states.push(await runOnce(plan, client).then(({ state }) => state, String));
        return states.at(-1);
      },
      { timeout: 30_000, intervals: [500, 1_000] },
    )
    .toBe('done');
}

/** One plan whose writes fail from the second on, in three ways, and that is run again each time. */
async function survive(proxy: FaultProxy, request: PlanRequestBody): Promise<void> {
  const plan = await changes.plan(request);
  expect(plan.blockers).toEqual([]);
  for (const fault of [500, 'cut', 429] as const) {
    void proxy.failFrom(2, fault);
    const { state, failed } = await runOnce(plan);
    expect({ state, hasFailed: failed > 0 }).toEqual({ state: 'failed', hasFailed: true });
    proxy.heal();
  }
  await runToTheEnd(plan);
}

async function expectWhole(repository: string): Promise<void> {
  expect(await others.digest(`${repository}:1.0`)).toBe(shop.release);
  expect(await others.isWhole(`${repository}:1.0`)).toBe(true);
  const found = new Set([
    ...(await others.discover(`${repository}:1.0`)),
    ...(await others.discover(`${repository}@${shop.sbom}`)),
    ...(await others.discover(`${repository}@${shop.arm64}`)),
  ]);
  expect([...found]).toEqual(expect.arrayContaining([shop.sbom, shop.review, shop.report]));
  for (const digest of releaseContent(shop))
    expect(await others.digest(`${repository}@${digest}`)).toBe(digest);
}

async function expectReleaseGone(repository: string, { release, amd64, sbom, review, arm64, report }: Shop) {
  expect(await others.tags(repository)).toEqual(['1.1', 'latest']);
  for (const digest of [release, amd64, sbom, review])
    expect(await others.digest(`${repository}@${digest}`)).toBeUndefined();
  expect(await others.isWhole(`${repository}:1.1`)).toBe(true);
  expect(await others.discover(`${repository}@${arm64}`)).toContain(report);
}

for (const name of ['zot', 'distribution 3']) {
  test(`a deletion in ${name} that fails at its writes is ended by running it again`, async () => {
    const { host } = await places.at(name);
    const proxy = await startFaultProxy(host);
    const full = await openShop(places.bench, `${host}/faults/delete`);
    await survive(proxy, {
      action: 'delete',
      ref: `${proxy.host}/faults/delete:1.0`,
      scope: 'graph',
      archive: false,
    });
    await expectReleaseGone(`${host}/faults/delete`, full);
    await proxy.stop();
  });
}

/** Copies and imports the release of the shop, each behind a proxy of its own; gives where it should be whole. */
async function bring(
  name: string,
  action: 'copy' | 'import',
  run: (proxy: FaultProxy, plan: PlanDocument) => Promise<void>,
): Promise<string> {
  const { host } = await places.at(name);
  const proxy = await startFaultProxy(host);
  const repository = `faults/${action}-${proxy.host.split(':')[1]}`;
  const from = `${shop.repository}:1.0`;
  const to = `${proxy.host}/${repository}`;
  if (action === 'copy') await run(proxy, await changes.plan({ action, from, to }));
  else {
    const archive = await fetch(`http://${own}/api/archive?ref=${encodeURIComponent(from)}`, {
      headers: testAccess,
    });
    const upload = await changes.upload('1.0.tar', await archive.blob());
    await run(proxy, await changes.plan({ action, upload: upload.id, to }));
  }
  await proxy.stop();
  return `${host}/${repository}`;
}

test('copies and imports whose writes fail from one on are ended by running them again', async () => {
  const breakOff = (fault: WriteFault) => async (proxy: FaultProxy, plan: PlanDocument) => {
    void proxy.failFrom(5, fault);
    const { state, failed } = await runOnce(plan);
    expect({ state, hasFailed: failed > 0 }).toEqual({ state: 'failed', hasFailed: true });
    proxy.heal();
    await runToTheEnd(plan);
  };
  // Together, since each waits for ten seconds after five failures in a row.
  const brought = await Promise.all([
    bring('zot', 'copy', breakOff('cut')),
    bring('zot', 'import', breakOff(500)),
    bring('distribution 3', 'copy', breakOff(429)),
    bring('distribution 3', 'import', breakOff('cut')),
  ]);
  for (const repository of brought) await expectWhole(repository);
});

for (const fault of [500, 429, 'cut'] as const) {
  test(`a copy of which a few writes fail with ${fault} waits, or is ended by running it again`, async () => {
    const repository = await bring('zot', 'copy', async (proxy, plan) => {
      const met = proxy.failFrom(7, fault, { times: 3 });
      const { state } = await runOnce(plan);
      await met;
      if (state !== 'done') await runToTheEnd(plan);
    });
    await expectWhole(repository);
  });
}

test('a tag that moves in zot leaves what it pointed to', async () => {
  const { host } = await places.at('zot');
  const full = await openShop(places.bench, `${host}/faults/tag`);
  const { repository } = full;
  await changes.change({ action: 'tag', ref: `${repository}:1.1`, tags: ['1.0'] });
  expect(await others.digest(`${repository}:1.0`)).toBe(full.next);
  expect(await others.isWhole(`${repository}@${full.release}`)).toBe(true);
  expect(await others.discover(`${repository}@${full.release}`)).toContain(full.sbom);
});

/** Runs a plan on a registry that is killed at the n-th write, and again when it is back. */
async function killAt(nth: number, requestFor: (host: string, behind: string) => Promise<PlanRequestBody>) {
  const kept = await openKeptDistribution();
  const first = await kept.start();
  const proxy = await startFaultProxy(kept.host);
  const plan = await changes.plan(await requestFor(kept.host, proxy.host));
  const met = proxy.failFrom(nth, 'cut', { onFault: () => process.kill(first.pid, 'SIGKILL') });
  expect((await runOnce(plan)).state).toBe('failed');
  await met;
  proxy.heal();
  const second = await kept.start();
  await runToTheEnd(plan);
  const stop = async () => {
    await second.stop();
    await proxy.stop();
    await kept.remove();
  };
  return { repository: `${kept.host}/faults/killed`, stop };
}

test('a registry that is killed in the middle of a copy or a deletion is gone on with when it is back', async () => {
  await needs('distribution');
  const from = `${shop.repository}:1.0`;
  const copying = killAt(9, async (_, behind) => ({ action: 'copy', from, to: `${behind}/faults/killed` }));
  const deleting = killAt(3, async (host, behind) => {
    await changes.change({ action: 'copy', from, to: `${host}/faults/killed` });
    return { action: 'delete', ref: `${behind}/faults/killed:1.0`, scope: 'graph', archive: false };
  });
  const [copied, deleted] = await Promise.all([copying, deleting]);
  await expectWhole(copied.repository);
  expect(await others.tags(deleted.repository)).toEqual([]);
  for (const digest of releaseContent(shop))
    expect(await others.digest(`${deleted.repository}@${digest}`)).toBeUndefined();
  await copied.stop();
  await deleted.stop();
});

test('Orrery that is killed in the middle says so when it is back, and goes on', async () => {
  const { host } = await places.at('zot');
  const proxy = await startFaultProxy(host);
  const full = await openShop(places.bench, `${host}/faults/orrery`);
  const folder = await mkdtemp(join(tmpdir(), 'orrery-killed-'));
  const start = { settings: { ORRERY_DATA_DIR: folder } };
  const first = await startOrrery(start);
  const plan = await createChangeClient(first.url).plan({
    action: 'delete',
    ref: `${proxy.host}/faults/orrery:1.0`,
    scope: 'graph',
  });
  const silent = proxy.failFrom(2, 'silence');
  const run = createChangeClient(first.url).run(plan);
  run.catch(() => {});
  await silent;
  process.kill(first.pid, 'SIGKILL');
  await expect(run).rejects.toThrow();
  proxy.heal();

  await first.stop();
  const second = await startOrrery(start);
  const record = await (await fetch(`${second.url}/api/plans/${plan.id}`, { headers: testAccess })).json();
  expect(record).toMatchObject({ state: 'failed', code: 'interrupted' });
  expect(
    Object.values<{ state: string }>(record.steps).filter(({ state }) => state === 'done').length,
  ).toBeGreaterThan(0);
  // Confirmed and begun: going on asks for nothing again.
  const { confirm: _, ...begun } = plan;
  await runToTheEnd(begun, createChangeClient(second.url));
  await expectReleaseGone(`${host}/faults/orrery`, full);
  const archive = await fetch(`${second.url}/api/plans/${plan.id}/archive`, { headers: testAccess });
  expect(archive.status).toBe(200);
  await archive.body?.cancel();
  await second.stop();
  await proxy.stop();
  await rm(folder, { recursive: true, force: true });
});
