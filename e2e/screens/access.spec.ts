import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findViolations } from '#e2e/screens/find-violations';
import { pushFiles } from '#e2e/screens/push-files';

type Screen = { readonly path: string; readonly prepare?: (page: Page) => Promise<void> };

const artifact = '/HOST/acme/storefront:2.4.1';
const press = (name: RegExp | string) => async (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click();
const inspect = (row: RegExp, tab: string) => async (page: Page) => {
  await page.getByRole('treeitem', { name: row }).first().click();
  await page.getByRole('tab', { name: tab }).click();
};
const read = (row: RegExp, table: string) => async (page: Page) => {
  await inspect(row, 'Content')(page);
  await expect(page.getByRole('table', { name: table })).toBeVisible();
};
const change = (name: string) => async (page: Page) => {
  await press('Change')(page);
  await page.getByRole('menuitem', { name }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
};
const choose = async (page: Page) => {
  for (const tag of ['2.4.1', '2.4.0']) await page.getByRole('checkbox', { name: `Select ${tag}` }).check();
};

/** Every screen, and every state of it that looks otherwise. */
const screens: Readonly<Record<string, Screen>> = {
  home: { path: '/' },
  'home, a text that is no reference': {
    path: '/',
    prepare: async (page) => {
      await page.getByRole('combobox').fill('Not A Reference');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('alert').first()).toBeVisible();
    },
  },
  registry: { path: '/HOST' },
  repository: { path: '/HOST/acme/payments' },
  'repository, tags selected': { path: '/HOST/acme/storefront', prepare: choose },
  'repository, several to delete': {
    path: '/HOST/acme/storefront',
    prepare: async (page) => {
      await choose(page);
      await page.getByRole('button', { name: 'Delete…' }).click();
      await page.getByRole('button', { name: 'Show the plans' }).click();
      await expect(page.getByText('All plans can run.')).toBeVisible();
    },
  },
  'repository that is not there': { path: '/HOST/acme/nowhere' },
  comparison: { path: '/HOST/acme/storefront?compare=2.4.0..latest' },
  'comparison, findings': {
    path: '/HOST/acme/storefront?compare=2.4.0..latest',
    prepare: async (page) => {
      await page.getByRole('tab', { name: 'Findings' }).click();
      await page
        .getByRole('button', { name: /^Details of CVE/ })
        .first()
        .click();
    },
  },
  'comparison, attachments': {
    path: '/HOST/acme/storefront?compare=2.4.0..latest',
    prepare: async (page) => await page.getByRole('tab', { name: 'Attachments' }).click(),
  },
  artifact: { path: artifact },
  'artifact, stack open': { path: artifact, prepare: press('Open the stack of 30') },
  'artifact, stack selected': {
    path: artifact,
    prepare: async (page) => {
      await page.getByRole('treeitem', { name: /^Trivy reports/ }).click();
      await expect(page.getByRole('heading', { name: /^30 Trivy reports/ })).toBeVisible();
    },
  },
  'artifact, provenance': { path: artifact, prepare: inspect(/^SLSA/, 'Content') },
  'artifact, claims of a signature': { path: artifact, prepare: inspect(/^Signature · says/, 'Content') },
  'artifact, chart': {
    path: '/HOST/acme/charts/storefront:2.4.1',
    prepare: async (page) => {
      await page.getByRole('tab', { name: 'Content' }).click();
      // Its README has headings of its own.
      await expect(page.getByRole('heading', { name: 'storefront', exact: true })).toBeVisible();
    },
  },
  'artifact, all open': { path: `${artifact}?all=1` },
  'artifact, filter panel': { path: `${artifact}?kind=sbom,signature`, prepare: press(/^Filter/) },
  'artifact, hidden': { path: `${artifact}?kind=sbom&hide=1` },
  'artifact, nothing fits': { path: `${artifact}?find=nothing-like-this` },
  'artifact, in focus': {
    path: artifact,
    prepare: async (page) => openMenu(page, 'Focus on it'),
  },
  'artifact, legend': { path: artifact, prepare: press('Legend') },
  'artifact, export': { path: artifact, prepare: press('Export') },
  'artifact, sources': { path: artifact, prepare: press('Show sources') },
  'artifact, menu of a node': { path: artifact, prepare: async (page) => openMenu(page) },
  'artifact, keys': { path: artifact, prepare: async (page) => page.keyboard.press('?') },
  'artifact, palette': { path: artifact, prepare: async (page) => page.keyboard.press('ControlOrMeta+k') },
  'artifact, sign in': { path: artifact, prepare: press('Sign in') },
  'artifact, content of an SBOM': { path: artifact, prepare: read(/^SPDX/, 'Packages') },
  'artifact, a package': {
    path: artifact,
    prepare: async (page) => {
      await read(/^SPDX/, 'Packages')(page);
      await page
        .getByRole('button', { name: /^Details of/ })
        .nth(1)
        .click();
    },
  },
  'artifact, content of a report': { path: artifact, prepare: read(/Grype/, 'Vulnerabilities') },
  'artifact, code places': { path: artifact, prepare: read(/^SARIF/, 'Code') },
  'artifact, content of VEX': { path: artifact, prepare: read(/^OpenVEX/, 'Statements') },
  'artifact, bytes': { path: artifact, prepare: inspect(/^SPDX/, 'Bytes') },
  'artifact, a page of its own': {
    path: artifact,
    prepare: async (page) => {
      await read(/^SPDX/, 'Packages')(page);
      await page.getByRole('link', { name: 'Open as a page of its own' }).click();
    },
  },
  'artifact, image': { path: artifact, prepare: inspect(/^linux\/amd64/, 'Content') },
  'artifact, manifest': { path: artifact, prepare: inspect(/^SPDX/, 'Manifest') },
  'artifact, commands': { path: artifact, prepare: inspect(/^SPDX/, 'Commands') },
  'artifact, attach': { path: artifact, prepare: change('Attach…') },
  'artifact, copy': { path: artifact, prepare: change('Copy or move…') },
  'artifact, delete': { path: artifact, prepare: change('Delete…') },
  'artifact, plan': {
    path: artifact,
    prepare: async (page) => {
      await change('Delete…')(page);
      await page.getByRole('button', { name: 'Show the plan' }).click();
      await expect(page.getByRole('complementary', { name: 'Plan' })).toBeVisible();
    },
  },
  'artifact that is not there': { path: '/HOST/acme/storefront:0.0.0' },
  'artifact beside a ghost': { path: '/HOST/acme/storefront:withdrawal-2.3.7' },
  'registry that does not answer': { path: '/127.0.0.1:9/acme/app:1' },
  'address that is none': { path: '/HOST/Acme/storefront' },
};

const rulesAboutColours = ['color-contrast', 'link-in-text-block'];

for (const [name, { path, prepare }] of Object.entries(screens)) {
  test(`everybody can use: ${name}`, async ({ page, baseURL }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(path.replace('HOST', new URL(baseURL ?? '').host));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    await prepare?.(page);
    await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // The document is the same in both themes; only what is about colours can differ.
      const found = await findViolations(page, colorScheme === 'light' ? undefined : rulesAboutColours);
      expect(
        found.map(({ text }) => text),
        colorScheme,
      ).toEqual([]);
    }
    // 1440 pixels at 200 %, and a telephone.
    for (const width of [720, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await expectNoSidewaysScroll(page, `${width}`);
    }
  });
}

test('long names, long digests and right-to-left text stay in their places', async ({
  page,
  request,
  baseURL,
}) => {
  const long = 'name-that-does-not-end-'.repeat(13);
  await pushFiles(request, { repository: `long/${'a'.repeat(120)}`, tag: `v${'9'.repeat(127)}` }, [
    { name: `${long}.txt`, mediaType: 'text/plain', bytes: Buffer.from('x'.repeat(5_000)) },
    { name: 'שלום עולם — تقرير الفحص.txt', mediaType: 'text/plain', bytes: Buffer.from('שלום עולם') },
  ]);
  const repository = `/${new URL(baseURL ?? '').host}/long/${'a'.repeat(120)}`;
  for (const path of [
    repository,
    `${repository}:v${'9'.repeat(127)}`,
    `${repository}:v${'9'.repeat(127)}?tab=content`,
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    for (const width of [1440, 720, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await expectNoSidewaysScroll(page, path);
      const outside = await page.evaluate(() =>
        [...document.querySelectorAll('h1, h2, header, main, [role=tabpanel]')]
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map((element) => element.tagName),
      );
      expect(outside, path).toEqual([]);
    }
  }
});

async function openMenu(page: Page, item?: string): Promise<void> {
  await page.getByRole('treeitem', { name: /^SPDX/ }).first().click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  if (item !== undefined) await page.getByRole('menuitem', { name: item }).click();
}

/** An open menu takes its new place a frame after the window has its new width. */
async function expectNoSidewaysScroll(page: Page, about: string) {
  const excess = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await expect.poll(excess, about).toBeLessThanOrEqual(0);
}
