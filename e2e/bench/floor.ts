import type { Browser, Page } from '@playwright/test';
import { framesWhile, keyToFrame, percentile } from '#e2e/bench/frames';

/** What the machine and the browser take at this moment for a page that does nothing: milliseconds, p95. */
export type Floor = { readonly scrollMs: number; readonly keyMs: number };

const rows = 2_000;

/** Scrolls a plain list, and types into a field beside one line of text. */
export async function measureFloor(browser: Browser): Promise<Floor> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    const lines = Array.from({ length: rows }, (_, at) => `<li>row ${at}</li>`).join('');
    await page.setContent(
      `<input oninput="document.querySelector('output').textContent = this.value + performance.now()">
       <output></output><ul style="height:700px;overflow:auto">${lines}</ul>`,
    );
    await page.mouse.move(600, 500);
    const scrollMs = await framesWhile(page, () => scrollAround(page));
    await page.locator('input').focus();
    const typing: number[] = [];
    for (let key = 0; key < 40; key++) typing.push(await keyToFrame(page, '1', 'output'));
    return { scrollMs, keyMs: percentile(typing) };
  } finally {
    await page.close();
  }
}

/** Turns the wheel for a little over a second, down and now and then up. */
export async function scrollAround(page: Page): Promise<void> {
  for (let step = 0; step < 150; step++) {
    await page.mouse.wheel(0, step % 50 < 40 ? 120 : -360);
    await page.waitForTimeout(8);
  }
}

/** A time beside the floor of the same run. */
export function besideFloor(ms: number, floorMs: number): string {
  return `${ms.toFixed(1)} ms, ${(ms - floorMs).toFixed(1)} above the ${floorMs.toFixed(1)} of a plain page`;
}
