import { expect, test } from '@playwright/test';
import { createChangeClient } from '#e2e/changes/change-client';
import type { Places } from '#e2e/changes/places';
import { openPlaces } from '#e2e/changes/places';
import { askOthers } from '#e2e/changes/second-opinion';
import { openShop } from '#e2e/changes/shop';
import { startFaultProxy } from '#e2e/faults/fault-proxy';
import { startOrrery } from '#e2e/registries/orrery';
import type { Registry } from '#e2e/registries/registry';
import { testAccess } from '#e2e/registries/test-access';
import { needs, needsPostgres } from '#e2e/tools/needs';
import type { RunningPostgres } from '#e2e/tools/postgres';
import type { RunEventDocument } from '#lib/api/contract/plan-contract';
import { runEventSchema } from '#lib/api/contract/plan-contract';

// Two of our own processes that share one PostgreSQL, each with a data folder of its own.
let places: Places;
let database: RunningPostgres;
let a: Registry;
let b: Registry;

test.beforeAll(async ({ baseURL }) => {
  places = openPlaces(new URL(baseURL ?? '').host);
  await needs('oras', 'crane');
  database = await needsPostgres();
  const start = { settings: { ORRERY_DATABASE_URL: database.url } };
  [a, b] = await Promise.all([startOrrery(start), startOrrery(start)]);
});
test.afterAll(async () => {
  await Promise.all([a?.stop(), b?.stop()]);
  await database?.stop();
  await places.stop();
});

const ask = (replica: Registry, path: string, init: RequestInit = {}) =>
  fetch(`${replica.url}${path}`, {
    ...init,
    headers: { ...testAccess, 'x-orrery-request': '1', 'content-type': 'application/json' },
  });

/** The lines of a run, as a replica tells them. */
async function follow(replica: Registry, id: string): Promise<readonly RunEventDocument[]> {
  const text = await (await ask(replica, `/api/plans/${id}/run`, { method: 'POST', body: '{}' })).text();
  return text
    .trim()
    .split('\n')
    .map((line) => runEventSchema.parse(JSON.parse(line)));
}

test('a run is followed at another replica, and goes on there when its own is killed', async () => {
  const { host } = await places.at('zot');
  const proxy = await startFaultProxy(host);
  const shop = await openShop(places.bench, `${host}/replicas/killed`);
  const request = { action: 'delete', ref: `${proxy.host}/replicas/killed:1.0`, scope: 'graph' } as const;
  const plan = await createChangeClient(a.url).plan({ ...request, archive: false });
  const silent = proxy.failFrom(2, 'silence');
  const run = createChangeClient(a.url).run(plan);
  run.catch(() => {});
  await silent;

  const record = async () => await (await ask(b, `/api/plans/${plan.id}`)).json();
  expect(await record()).toMatchObject({ state: 'running' });
  const followed = follow(b, plan.id);
  process.kill(a.pid, 'SIGKILL');
  await expect(run).rejects.toThrow();
  proxy.heal();
  expect((await followed).at(-1)).toMatchObject({ type: 'end', state: 'failed', code: 'interrupted' });
  expect(await record()).toMatchObject({ state: 'failed', code: 'interrupted' });

  // The registry is asked again after a pause.
  await expect
    .poll(async () => (await follow(b, plan.id)).at(-1), { timeout: 30_000, intervals: [500, 1_000] })
    .toMatchObject({ state: 'done', left: 0 });
  const others = askOthers(places.bench);
  expect(await others.tags(`${host}/replicas/killed`)).toEqual(['1.1', 'latest']);
  for (const digest of [shop.release, shop.amd64, shop.sbom, shop.review])
    expect(await others.digest(`${host}/replicas/killed@${digest}`)).toBeUndefined();
  expect(await others.isWhole(`${host}/replicas/killed:1.1`)).toBe(true);
  await proxy.stop();
});

test('while the database is away a replica is not ready, and no change is planned', async () => {
  const { host } = await places.at('zot');
  await openShop(places.bench, `${host}/replicas/away`);
  const statusOf = async (path: string) => (await ask(b, path)).status;
  expect(await statusOf('/readyz')).toBe(200);
  await database.pause();
  await expect.poll(() => statusOf('/readyz'), { timeout: 10_000 }).toBe(503);
  expect([await statusOf('/livez'), await statusOf('/startupz')]).toEqual([200, 200]);
  const request = { action: 'delete', ref: `${host}/replicas/away:1.0`, scope: 'tag' };
  for (const response of [
    await ask(b, '/api/plans', { method: 'POST', body: JSON.stringify(request) }),
    await ask(b, '/api/plans'),
  ]) {
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.json()).toMatchObject({ code: 'store-unavailable' });
  }
  await database.resume();
  await expect.poll(() => statusOf('/readyz'), { timeout: 10_000 }).toBe(200);
  expect(await statusOf('/api/plans')).toBe(200);
});
