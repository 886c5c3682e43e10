import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';

// The graph leaves the page as a picture or as data.
test.beforeEach(async ({ page, baseURL }) => {
  await page.goto(`/${new URL(baseURL ?? '').host}/acme/storefront:2.4.1`);
  await expect(
    page.getByRole('region', { name: 'Graph' }).getByRole('button', { name: /^SPDX/ }).first(),
  ).toBeVisible();
});

async function save(page: Page, name: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('as a PNG as large as the graph', async ({ page }) => {
  const { name, bytes } = await save(page, 'Picture (PNG)');
  expect(name).toBe('acme-storefront-2.4.1.png');
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(800);
});

test('as an SVG that names every node', async ({ page }) => {
  const { bytes } = await save(page, 'Picture (SVG)');
  for (const text of ['acme/storefront:2.4.1', 'linux/arm64', 'Signatures 2'])
    expect(bytes.toString()).toContain(text);
});

test('as Mermaid, Graphviz and JSON with all that is known', async ({ page }) => {
  expect((await save(page, 'Mermaid')).bytes.toString()).toMatch(/^flowchart LR\n/);
  expect((await save(page, 'Graphviz (DOT)')).bytes.toString()).toContain('style=dashed');
  const graph = JSON.parse((await save(page, 'JSON')).bytes.toString());
  expect(graph.nodes.length).toBeGreaterThan(40);
  expect(graph.edges.length).toBeGreaterThan(35);
});
