import type { CDPSession, Page } from '@playwright/test';
import { framesWhile, keyToFrame, percentile } from '#e2e/bench/frames';

export type Figures = {
  /** From the call that renders to the first frame in which nodes can be seen. */
  readonly firstFrameMs: number;
  /** Time between two frames while the picture is dragged and while it is zoomed, the 95th of a hundred. */
  readonly panMs: number;
  readonly zoomMs: number;
  /** Bytes of the page's own heap, once it was cleaned. */
  readonly heapBytes: number;
};

const moves = 120;
/** Whoever needs half a second for a frame is not waited for through all of them. */
const longestMs = 8_000;

/** Opens the page, drags the picture about as a person would, and turns the wheel. */
export async function measure(page: Page, address: string, zoomOut = false): Promise<Figures> {
  await page.goto(address);
  await page.waitForFunction(() => performance.getEntriesByName('seen').length > 0, undefined, {
    timeout: 120_000,
  });
  const firstFrameMs = await page.evaluate(() => {
    const [begin] = performance.getEntriesByName('begin');
    const [seen] = performance.getEntriesByName('seen');
    return (seen?.startTime ?? 0) - (begin?.startTime ?? 0);
  });
  if (zoomOut) await page.getByRole('button', { name: 'Fit the whole graph' }).click();
  await page.waitForTimeout(1000);
  const heapBytes = await heapOf(page);
  return { firstFrameMs, heapBytes, panMs: await measurePan(page), zoomMs: await measureZoom(page) };
}

/** What the machine itself takes between two frames while the pointer moves: nothing can be faster. */
export async function measureFloor(page: Page): Promise<number> {
  await page.goto('about:blank');
  const floor = await measurePan(page);
  await page.close();
  return floor;
}

/** Frames while the whole graph and one node are fitted in turn, by the keys of the picture. */
export async function measureFit(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Fit the whole graph' }).click();
  await page.waitForTimeout(600);
  return await framesWhile(page, async () => {
    for (let turn = 0; turn < 10; turn++) {
      await page
        .getByRole('button', { name: turn % 2 === 0 ? /zoom to 100 %/ : 'Fit the whole graph' })
        .click();
      await page.waitForTimeout(300);
    }
  });
}

/** From a key in the search box to the first frame that shows another number of hits; the 95th of a hundred. */
export async function measureFilter(page: Page): Promise<number> {
  const box = page.getByRole('searchbox', { name: 'Find in the graph' });
  await box.focus();
  await page.waitForTimeout(1000);
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    for (const letter of ['1', '2', '3', '4', 'Backspace', 'Backspace', 'Backspace', 'Backspace']) {
      times.push(await keyToFrame(page, letter, 'output'));
    }
  }
  return percentile(times);
}

/** What the machine itself takes from a key to the frame that shows a letter: no filter can be faster. */
export async function measureKeyFloor(page: Page): Promise<number> {
  await page.goto('about:blank');
  await page.setContent(
    '<input oninput="document.querySelector(\'output\').textContent = this.value"><output>',
  );
  await page.locator('input').focus();
  const times: number[] = [];
  for (let press = 0; press < 40; press++) times.push(await keyToFrame(page, 'a', 'output'));
  await page.close();
  return percentile(times);
}

async function measurePan(page: Page): Promise<number> {
  await page.mouse.move(500, 600);
  await page.mouse.down();
  const figure = await framesWhile(page, async () => {
    for (let step = 0, start = Date.now(); step < moves && Date.now() - start < longestMs; step++) {
      await page.mouse.move(500 + 150 * Math.sin(step / 9), 600 - step * 3);
      await page.waitForTimeout(8);
    }
  });
  await page.mouse.up();
  return figure;
}

async function measureZoom(page: Page): Promise<number> {
  await page.mouse.move(700, 450);
  return await framesWhile(page, async () => {
    for (let step = 0, start = Date.now(); step < moves && Date.now() - start < longestMs; step++) {
      await page.mouse.wheel(0, step % 40 < 20 ? 60 : -60);
      await page.waitForTimeout(8);
    }
  });
}

async function heapOf(page: Page): Promise<number> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
