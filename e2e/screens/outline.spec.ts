import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { seeAllArtifacts } from '#e2e/demo/see-all-artifacts';

test.beforeEach(async ({ page, baseURL }) => {
  await page.goto(`/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1`);
  await seeAllArtifacts(page);
  await expect(page.getByRole('treeitem')).toHaveCount(18);
});

test('a screen reader hears the outline as a tree: level, place, state and name of every row', async ({
  page,
}) => {
  expect(await dump(page)).toEqual([
    '1 1/1 open · acme/storefront:2.4.1, index · 2 entries, in the middle',
    '2 1/13 closed · Signature · says: CN=acme.example, cannot check: no trust store · … ago, attached',
    '2 2/13 closed · Signature with a key, cannot check: no key · … ago, attached',
    '2 3/13 closed · SLSA v1 · git.acme.example/shop/storefront@7c1f0e6, cannot check: no key · 1.8 KiB · … ago, attached',
    '2 4/13 closed · SPDX 2.3 · 263 packages, 295 KiB · … ago, attached',
    '2 5/13 closed · CycloneDX 1.7 · 263 components, cannot check: no key · 370 KiB · … ago, attached',
    '2 6/13 closed · SARIF · 1 error, 3 warnings, 2 notes · acme-scan, 2.5 KiB · … ago, attached',
    '2 7/13 closed · 3 critical, 12 high · Grype, 12.4 KiB · … ago, attached',
    '2 8/13 closed · Trivy reports, 30 artifacts, 2 critical, 1 high, newest … ago, attached',
    '2 9/13 closed · OpenVEX · 18 not affected, cannot check: no key · 9.9 KiB · … ago, attached',
    '2 10/13 closed · OpenVEX · 1 affected, 533 B · … ago, attached',
    '2 11/13 closed · Flight plan for 2.4.1, 304 B · … ago, attached',
    '2 12/13 open · linux/amd64, …, contained',
    '3 1/2 closed · Signature with a key, cannot check: no key · … ago, attached',
    '3 2/2 closed · SPDX 2.3 · 263 packages, cannot check: no key · 403 KiB · … ago, attached',
    '2 13/13 open · linux/arm64, …, contained',
    '3 1/2 closed · Signature with a key, cannot check: no key · … ago, attached',
    '3 2/2 closed · SPDX 2.3 · 263 packages, cannot check: no key · 403 KiB · … ago, attached',
  ]);
});

test('what is opened, chosen and filtered in the outline is heard as well', async ({ page }) => {
  await page
    .getByRole('treeitem', { name: /^SPDX 2\.3/ })
    .first()
    .click();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('treeitem', { name: /^acme\.license-review/ })).toBeVisible();
  await page.getByRole('group', { name: 'Quick filters' }).getByRole('button', { name: /^vex/ }).click();
  await expect(page.getByRole('treeitem', { name: /filtered out/ })).not.toHaveCount(0);
  expect((await dump(page)).filter((row) => /SPDX|license|OpenVEX/.test(row))).toEqual([
    '2 4/13 open selected · SPDX 2.3 · 263 packages, 295 KiB · … ago, attached, filtered out',
    '3 2/2 closed · acme.license-review.v1, 213 B · … ago, attached, filtered out',
    '2 9/13 closed · OpenVEX · 18 not affected, cannot check: no key · 9.9 KiB · … ago, attached',
    '2 10/13 closed · OpenVEX · 1 affected, 533 B · … ago, attached',
    '3 2/2 closed · SPDX 2.3 · 263 packages, cannot check: no key · 403 KiB · … ago, attached, filtered out',
    '3 2/2 closed · SPDX 2.3 · 263 packages, cannot check: no key · 403 KiB · … ago, attached, filtered out',
  ]);
});

/**
 * The rows of the tree as the browser gives them to a screen reader: level, place among its like, states, name. The
 * place comes from the attributes, which the browser does not repeat here; left out is what differs from day to day, and
 * what of a platform the server may have learnt before.
 */
async function dump(page: Page): Promise<readonly string[]> {
  await expect(page.getByRole('list', { name: 'Evidence' })).toContainText('cannot check');
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  const places = await page
    .getByRole('treeitem')
    .evaluateAll((rows) => rows.map((row) => `${row.ariaPosInSet}/${row.ariaSetSize}`));
  return nodes
    .filter(({ role, ignored }) => role?.value === 'treeitem' && !ignored)
    .map(({ name, properties = [] }, index) => {
      const value = (key: string) => properties.find((property) => property.name === key)?.value.value;
      const states = [value('expanded') ? 'open' : 'closed', ...(value('selected') ? ['selected'] : [])];
      const heard = `${name?.value}`
        .replace(/\d+ \w+ ago|yesterday/, '… ago')
        .replace(/, .*, contained/, ', …, contained');
      return `${value('level')} ${places[index]} ${states.join(' ')} · ${heard}`;
    });
}
