import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { smallestLetters } from '#e2e/bench/graph/smallest-letters';
import { findViolations } from '#e2e/screens/find-violations';
import type { Fact } from '#lib/graph/model';
import { unlikeFacts } from './many-facts.ts';

// Graphs of a size that no demo has: the page gets them in place of what its server would say.
let reference: string;

test.beforeEach(({ baseURL }) => {
  reference = `${new URL(baseURL ?? '').host}/acme/storefront:2.4.1`;
});

// The other sizes are measured by `npm run bench graph`.
const looks = [
  [12, 1440, 900],
  [41, 1024, 768],
  [300, 1440, 900],
  [1285, 1440, 900],
  [1285, 1920, 1080],
] as const;

for (const [count, width, height] of looks) {
  test(`${count} artifacts fill the canvas at ${width} pixels, and every letter can be read`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await openGraph(page, unlikeFacts(reference, count));
    await expect.poll(() => page.evaluate(filledShare)).toBeGreaterThan(0.5);
    expect(await page.evaluate(smallestLetters)).toBeGreaterThanOrEqual(11 - 1e-6);
  });
}

test('cells are walked with the arrow keys, open as a card and have a menu', async ({ page }) => {
  await openGraph(page, unlikeFacts(reference, 300));
  const focused = page.locator(':focus');
  const root = page.getByRole('button', { name: /in the middle$/ });
  for (let presses = 0; presses < 60; presses++) {
    if (await root.evaluate((card) => card === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(root).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(focused).toHaveAccessibleName(/^Attachment \d+,.*attached$/);
  await expect(focused).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/selected=/);
  const first = await focused.getAttribute('aria-label');
  await page.keyboard.press('ArrowDown');
  await expect(focused).not.toHaveAttribute('aria-label', first ?? '');
  await expect(focused).toHaveAccessibleName(/^Attachment \d+,.*attached$/);
  const second = await focused.getAttribute('aria-label');
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu', { name: /^Attachment/ })).toBeVisible();
  await page.keyboard.press('Escape');
  // The menu closes with its animation, and only then gives the focus back.
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(focused).toHaveAttribute('aria-label', second ?? '');
  await page.keyboard.press('ArrowUp');
  await expect(focused).toHaveAttribute('aria-label', first ?? '');
});

async function openGraph(page: Page, facts: readonly Fact[]): Promise<void> {
  const body = facts.map((fact) => `${JSON.stringify(fact)}\n`).join('');
  await page.route('**/api/graph?*', async (route) => {
    await route.fulfill({ contentType: 'application/x-ndjson', body });
  });
  await page.goto(`/${reference}`);
  await expect(page.getByRole('treeitem').first()).toBeVisible();
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
}

/** Runs in the page: the share of the canvas that the box around frames and cards takes. */
function filledShare(): number {
  const canvas = document.querySelector<HTMLCanvasElement>('main canvas, canvas');
  const context = canvas?.getContext('2d');
  if (!canvas || !context || canvas.width === 0) return 0;
  const { width, height } = canvas;
  const { data } = context.getImageData(0, 0, width, height);
  const columns = new Uint32Array(width);
  const rows = new Uint32Array(height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[(y * width + x) * 4 + 3] !== 255) continue;
      columns[x] = (columns[x] ?? 0) + 1;
      rows[y] = (rows[y] ?? 0) + 1;
    }
  }
  // The dots of the ground take a tenth of a line at most.
  const isFilled = (count: number, of: number) => count > of / 5;
  const place = canvas.getBoundingClientRect();
  const cards = [...document.querySelectorAll('.react-flow__node')].map((card) =>
    card.getBoundingClientRect(),
  );
  const left = Math.min(
    columns.findIndex((count) => isFilled(count, height)) * (place.width / width),
    ...cards.map((card) => card.left - place.left),
  );
  const right = Math.max(
    columns.findLastIndex((count) => isFilled(count, height)) * (place.width / width),
    ...cards.map((card) => card.right - place.left),
  );
  const top = Math.min(
    rows.findIndex((count) => isFilled(count, width)) * (place.height / height),
    ...cards.map((card) => card.top - place.top),
  );
  const bottom = Math.max(
    rows.findLastIndex((count) => isFilled(count, width)) * (place.height / height),
    ...cards.map((card) => card.bottom - place.top),
  );
  const clip = (from: number, to: number, size: number) =>
    Math.max(0, Math.min(to, size) - Math.max(from, 0));
  return (clip(left, right, place.width) * clip(top, bottom, place.height)) / (place.width * place.height);
}
