import type { Browser } from '@playwright/test';
import { firstZoom, fitBox, roomOf } from '#components/graph/canvas/camera.ts';
import { makeDiagram } from '#components/graph/diagram/diagram.ts';
import { emptyView } from '#lib/graph/picture/view';
import { makeAttached } from './page/make-state.ts';
import { smallestLetters } from './smallest-letters.ts';

/** What the canvas has between outline and panel in windows of three sizes. */
const canvases = {
  '1440×900': { width: 770, height: 690 },
  '1024×768': { width: 465, height: 590 },
  '1920×1080': { width: 1250, height: 870 },
} as const;
const counts = [12, 41, 300, 1285] as const;

/** For each size of a window and of a graph: how much of the canvas its first picture fills, and the smallest letters in it. */
export async function measureCanvas(browser: Browser, address: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const [window, size] of Object.entries(canvases)) {
    for (const count of counts) {
      const page = await browser.newPage({ viewport: size });
      await page.goto(`${address}?attached=${count}`);
      await page.waitForFunction(() => performance.getEntriesByName('seen').length > 0);
      const pixels = await page.evaluate(smallestLetters);
      await page.close();
      const { filled, zoom } = firstPicture(count, size);
      const percent = (share: number) => `${(share * 100).toFixed(0).padStart(3)} %`;
      lines.push(
        `${window.padEnd(9)} ${`${count}`.padStart(5)} nodes   filled ${percent(filled)}   scale ${percent(zoom)}   smallest letters ${pixels.toFixed(1)} px (expected: over 50 %, at least 85 %, at least 11 px)`,
      );
    }
  }
  return lines;
}

function firstPicture(count: number, size: { readonly width: number; readonly height: number }) {
  const room = roomOf(size);
  const { bounds } = makeDiagram(makeAttached(count), emptyView, undefined, room).layout;
  const { zoom } = fitBox(bounds, size, firstZoom);
  const share = (from: number, to: number, free: number) => Math.min(1, ((to - from) * zoom) / free);
  const filled = share(bounds.minX, bounds.maxX, room.width) * share(bounds.minY, bounds.maxY, room.height);
  return { filled, zoom };
}
