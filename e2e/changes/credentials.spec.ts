import { expect, test } from '@playwright/test';
import { createChangeClient } from '#e2e/changes/change-client';
import type { Places } from '#e2e/changes/places';
import { openPlaces } from '#e2e/changes/places';
import { askOthers } from '#e2e/changes/second-opinion';
import { openShop } from '#e2e/changes/shop';
import { startDistribution, testUser } from '#e2e/registries/real-registries';
import { testAccess } from '#e2e/registries/test-access';
import { needs } from '#e2e/tools/needs';

// Two registries, two accounts: each gets its own credentials, and a stranger's session gets neither.
let places: Places;

test.beforeAll(({ baseURL }) => {
  places = openPlaces(new URL(baseURL ?? '').host);
});
test.afterAll(() => places.stop());

test('source and target are reached with credentials of their own', async ({ baseURL }) => {
  const url = baseURL ?? '';
  await needs('distribution');
  const source = await startDistribution({ basic: true });
  const target = await startDistribution({ basic: true });
  try {
    const { bench } = places;
    const { username, password } = testUser;
    for (const { host } of [source, target])
      await bench.run('crane', ['auth', 'login', '--username', username, '--password', password, host]);
    const shop = await openShop(bench, `${source.host}/private/app`);
    const request = {
      action: 'copy',
      from: `${shop.repository}:1.0`,
      to: `${target.host}/private/copy`,
    } as const;
    await expect(createChangeClient(url).plan(request)).rejects.toThrow(/401/);

    const first = await signIn(url, source.host);
    const half = createChangeClient(url, first);
    await expect(half.plan(request)).rejects.toThrow(new RegExp(`401.*${target.host}`));

    const both = createChangeClient(url, await signIn(url, target.host, first));
    const plan = await both.change(request);
    expect(await askOthers(bench).digest(`${target.host}/private/copy:1.0`)).toBe(shop.release);
    // What one session has planned another one does not see.
    expect((await fetch(`${url}/api/plans/${plan.id}`, { headers: testAccess })).status).toBe(404);
  } finally {
    await source.stop();
    await target.stop();
  }
});

async function signIn(url: string, host: string, cookie = ''): Promise<string> {
  const { username, password } = testUser;
  const response = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { ...testAccess, 'x-orrery-request': '1', 'content-type': 'application/json', cookie },
    body: JSON.stringify({ host, username, password }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
