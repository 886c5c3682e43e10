import { expect, test } from '@playwright/test';
import { openPlaces } from '#e2e/changes/places';
import { openShop } from '#e2e/changes/shop';
import { serveHandle } from '#e2e/fakes/listen';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import { openScratchRegistry } from '#e2e/faults/scratch-registry';
import { choose, planOf, runOf, showPlan } from '#e2e/screens/change-steps';

test('a copy outlives a reload, is cancelled, and goes on from there', async ({ page, baseURL }) => {
  const places = openPlaces(new URL(baseURL ?? '').host);
  const { host } = await places.at('the registry inside');
  const shop = await openShop(places.bench, `${host}/screens/held`);
  // The registry takes no blob before the gate opens: the run is under way for as long as this looks. For the answer to
  // the last byte of an upload a run waits minutes, for any other seconds.
  const gate = Promise.withResolvers<void>();
  await using scratch = await openScratchRegistry();
  await using slow = await serveHandle(
    createFaultRegistry(
      scratch.handle,
      ['POST', 'PUT'].map((method) => ({
        ...{ method, path: /\/blobs\/uploads\// },
        fault: { kind: 'wait', until: gate.promise },
      })),
    ),
  );
  try {
    await page.goto(`/${shop.repository}:1.0`);
    await choose(page, 'Copy or move…');
    await page.getByLabel('To', { exact: true }).fill(`${slow.host}/screens/held`);
    await showPlan(page);
    const plan = planOf(page);
    await runOf(page).click();
    const current = plan.getByRole('list', { name: 'Running steps' });
    await expect(current.getByRole('listitem').nth(1)).toBeVisible();
    await page.reload();
    await expect(current.getByRole('listitem').nth(1)).toBeVisible();
    await plan.getByRole('button', { name: 'Cancel' }).click();
    await expect(
      plan.getByRole('status').filter({ hasText: 'Cancelled. You can resume the rest.' }),
    ).toBeVisible();
    gate.resolve();
    await plan.getByRole('button', { name: 'Resume' }).click();
    await expect(plan.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  } finally {
    gate.resolve();
    await places.stop();
  }
  expect((await scratch.ask('GET', 'screens/held/manifests/1.0')).status).toBe(200);
});
