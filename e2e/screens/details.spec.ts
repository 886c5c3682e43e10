import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { startBasicRegistry } from '#e2e/fakes/basic-registry';
import { openAlive } from '#e2e/screens/open-alive';
import { pushFiles } from '#e2e/screens/push-files';

let host: string;

test.beforeEach(({ baseURL }) => {
  host = new URL(baseURL ?? '').host;
});

async function signIn(page: Page, password: string) {
  const dialog = page.getByRole('dialog', { name: /^Sign in to/ });
  await dialog.getByLabel('User name').fill('robot');
  await dialog.getByLabel('Password or access token').fill(password);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  return dialog;
}

test('a wrong password is said to be wrong, and the right one lists the tags', async ({ page }) => {
  const registry = await startBasicRegistry('robot', 'secret');
  try {
    await openAlive(page, `/${registry.host}/team/app`);
    await page
      .getByRole('region', { name: 'Tags' })
      .getByRole('button', { name: 'Sign in', exact: true })
      .click();
    const dialog = await signIn(page, 'guess');
    await expect(dialog.getByRole('alert')).toContainText('User name or password is wrong');
    await expect(dialog.getByLabel('Password or access token')).toBeFocused();
    await signIn(page, 'secret');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('link', { name: '1.0', exact: true })).toBeVisible();
  } finally {
    await registry.stop();
  }
});

test('a repository and a registry that cannot be listed lead on', async ({ page }) => {
  await pushFiles(page.request, { repository: 'details/there', tag: '1' }, [
    { name: 'a.txt', mediaType: 'text/plain', bytes: Buffer.from('a') },
  ]);
  await openAlive(page, `/${host}/details/their`);
  const tags = page.getByRole('region', { name: 'Tags' });
  await expect(tags.getByRole('alert')).toBeVisible();
  await expect(tags.getByRole('link', { name: 'Home' })).toBeVisible();
  await expect(tags.getByRole('link', { name: `Repositories of ${host}` })).toBeVisible();
  await tags.getByRole('link', { name: 'details/there', exact: true }).click();
  await expect(page.getByRole('link', { name: '1', exact: true })).toBeVisible();
  await openAlive(page, '/unknown.localhost:9');
  const repositories = page.getByRole('region', { name: 'Repositories' });
  await expect(repositories.getByRole('button', { name: /^Try again/ })).toBeVisible();
  await repositories.getByRole('link', { name: 'Home' }).click();
  await expect(page).toHaveURL(/\/$/);
});

test('all files that are attached are one choice under Download', async ({ page }) => {
  await openAlive(page, `/${host}/acme/storefront:2.4.1`);
  await expect(page.getByRole('treeitem', { name: /^SPDX/ }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: /^Archive with all that belongs to it/ })).toBeVisible();
  await page.getByRole('menuitem', { name: 'All attached files…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Download all attached files' });
  await expect(dialog).toContainText(/[1-9]\d* files of [1-9]\d* attached artifacts/);
});

test('no time stamp is a value of the filter', async ({ page }) => {
  await openAlive(page, `/${host}/acme/storefront:2.4.1`);
  await expect(page.getByRole('treeitem', { name: /^SPDX/ }).first()).toBeVisible();
  await page.getByRole('button', { name: /^Filter/ }).click();
  const panel = page.getByRole('dialog', { name: 'Filter the graph' });
  await expect(panel.getByRole('checkbox').first()).toBeVisible();
  await expect(panel.getByText(/\d{4}-\d\d-\d\dT\d\d:/)).toHaveCount(0);
});

test('an image without a platform and a date shows neither of them as an empty one', async ({ page }) => {
  const config = { created: '0001-01-01T00:00:00Z', architecture: '', os: '', rootfs: { type: 'layers' } };
  await pushFiles(
    page.request,
    { repository: 'details/bare', tag: '1' },
    [
      {
        ...{ name: 'layer', mediaType: 'application/vnd.oci.image.layer.v1.tar' },
        bytes: Buffer.alloc(1_024),
      },
    ],
    {
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        bytes: Buffer.from(JSON.stringify(config)),
      },
    },
  );
  for (const [path, read] of [
    [`/${host}/details/bare`, 'Image'],
    [`/${host}/details/bare:1`, 'image'],
    [`/${host}/details/bare:1?tab=content`, 'Entrypoint'],
  ] as const) {
    await openAlive(page, path);
    await expect(page.locator('main').getByText(read, { exact: true }).first()).toBeVisible();
    await expect(page.getByText(/\b0001\b|2,?0\d\d years/)).toHaveCount(0);
    // Without one of its own the working directory is the root.
    const values = page
      .locator('main')
      .locator('dt:not(:text-is("Directory")) + dd, td, [role=gridcell], [role=treeitem]');
    await expect(values.getByText('/', { exact: true })).toHaveCount(0);
  }
});
