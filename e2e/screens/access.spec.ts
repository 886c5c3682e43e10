import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findInBothThemes } from '#e2e/screens/find-violations';
import { pushFiles } from '#e2e/screens/push-files';

type Prepare = (page: Page) => Promise<unknown>;

/** An address, and what is done there one after another; what is done closes by Escape or gives way to the next. */
type Screen = { readonly path: string; readonly states?: Readonly<Record<string, Prepare>> };

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

/** Every screen, and every state of it that looks otherwise. */
const screens: Readonly<Record<string, Screen>> = {
  home: {
    path: '/',
    states: {
      'a text that is no reference': async (page) => {
        await page.getByRole('combobox').fill('Not A Reference');
        await page.keyboard.press('Enter');
        await expect(page.getByRole('alert').first()).toBeVisible();
      },
    },
  },
  registry: { path: '/HOST' },
  'list of tags': { path: '/HOST/acme/payments' },
  'tags selected': {
    path: '/HOST/acme/storefront',
    states: {
      selected: async (page) => {
        for (const tag of ['2.4.1', '2.4.0'])
          await page.getByRole('checkbox', { name: `Select ${tag}` }).check();
      },
      'several to delete': async (page) => {
        await press('Delete…')(page);
        await page.getByRole('button', { name: 'Show the plans' }).click();
        await expect(page.getByText('All plans can run.')).toBeVisible();
      },
    },
  },
  'clean-up': {
    path: '/HOST/acme/storefront?view=cleanup',
    states: {
      'rules of retention': async (page) => {
        const rules = page.getByRole('region', { name: 'Keep the newest' });
        await rules.getByRole('checkbox', { name: 'For each artifact, keep the newest' }).check();
        await expect(rules.getByRole('status')).toContainText('deletes');
      },
    },
  },
  'graph with rules of retention': { path: `${artifact}?keep=stack:2` },
  'repository that is not there': { path: '/HOST/acme/nowhere' },
  comparison: {
    path: '/HOST/acme/storefront?compare=2.4.0..latest',
    states: {
      findings: async (page) => {
        await page.getByRole('tab', { name: 'Findings' }).click();
        await page
          .getByRole('button', { name: /^Details of CVE/ })
          .first()
          .click();
      },
      attachments: async (page) => page.getByRole('tab', { name: 'Attachments' }).click(),
    },
  },
  artifact: {
    path: artifact,
    states: {
      legend: press('Legend'),
      export: press('Export'),
      sources: press('Show sources'),
      'menu of a node': async (page) => openMenu(page),
      keys: async (page) => page.keyboard.press('?'),
      palette: async (page) => page.keyboard.press('ControlOrMeta+k'),
      'sign in': press('Sign in'),
    },
  },
  changes: {
    path: artifact,
    states: {
      attach: change('Attach…'),
      copy: change('Copy or move…'),
      delete: change('Delete…'),
      plan: async (page) => {
        await change('Delete…')(page);
        await page.getByRole('button', { name: 'Show the plan' }).click();
        await expect(page.getByRole('complementary', { name: 'Plan' })).toBeVisible();
      },
    },
  },
  inspector: {
    path: artifact,
    states: {
      provenance: inspect(/^SLSA/, 'Content'),
      'claims of a signature': inspect(/^Signature · says/, 'Content'),
      'content of a report': read(/Grype/, 'Vulnerabilities'),
      'code places': read(/^SARIF/, 'Code'),
      'content of VEX': read(/^OpenVEX/, 'Statements'),
      bytes: inspect(/^SPDX/, 'Bytes'),
      manifest: inspect(/^SPDX/, 'Manifest'),
      commands: inspect(/^Signature · says/, 'Commands'),
      image: inspect(/^linux\/amd64/, 'Content'),
    },
  },
  packages: {
    path: artifact,
    states: {
      'content of an SBOM': read(/^SPDX/, 'Packages'),
      'a package': async (page) =>
        page
          .getByRole('button', { name: /^Details of/ })
          .nth(1)
          .click(),
      'a page of its own': async (page) =>
        page.getByRole('link', { name: 'Open as a page of its own' }).click(),
    },
  },
  stack: {
    path: artifact,
    states: {
      open: press('Open the stack of 30'),
      selected: async (page) => {
        await page.getByRole('treeitem', { name: /^Trivy reports/ }).click();
        await expect(page.getByRole('heading', { name: /^30 Trivy reports/ })).toBeVisible();
      },
    },
  },
  focus: {
    path: artifact,
    states: { 'on a node': async (page) => openMenu(page, 'Show only its neighbours') },
  },
  chart: {
    path: '/HOST/acme/charts/storefront:2.4.1',
    states: {
      content: async (page) => {
        await page.getByRole('tab', { name: 'Content' }).click();
        // Its README has headings of its own.
        await expect(page.getByRole('heading', { name: 'storefront', exact: true })).toBeVisible();
      },
    },
  },
  'all open': { path: `${artifact}?all=1` },
  'filter panel': { path: `${artifact}?kind=sbom,signature`, states: { open: press(/^Filter/) } },
  'nodes hidden': { path: `${artifact}?kind=sbom&hide=1` },
  'nothing fits': { path: `${artifact}?find=nothing-like-this` },
  'artifact that is not there': { path: '/HOST/acme/storefront:0.0.0' },
  'artifact beside a ghost': { path: '/HOST/acme/storefront:withdrawal-2.3.7' },
  'registry that does not answer': { path: '/127.0.0.1:9/acme/app:1' },
  'address that is none': { path: '/HOST/Acme/storefront' },
};

for (const [name, { path, states }] of Object.entries(screens)) {
  test(`everybody can use: ${name}`, async ({ page, baseURL }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(path.replace('HOST', new URL(baseURL ?? '').host));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    await expectEverybodyCanUse(page, 'as it opens');
    for (const [state, prepare] of Object.entries(states ?? {})) {
      await prepare(page);
      await expectEverybodyCanUse(page, state);
      await page.keyboard.press('Escape');
    }
  });
}

async function expectEverybodyCanUse(page: Page, state: string) {
  await expect(page.getByRole('status', { name: /^Loading/ }), state).toHaveCount(0);
  const found = await findInBothThemes(page);
  expect(
    found.map(({ text }) => text),
    state,
  ).toEqual([]);
  // 1440 pixels at 200 %, and a telephone.
  for (const width of [720, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoSidewaysScroll(page, `${state}, ${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
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
