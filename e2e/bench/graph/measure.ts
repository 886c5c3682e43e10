import type { Page } from '@playwright/test';

export type Figures = {
  /** From the call that renders to the first frame in which nodes can be seen. */
  readonly firstFrameMs: number;
  /** Time between two frames while the picture is dragged, the 95th of a hundred. */
  readonly panMs: number;
};

const moves = 120;

/** Opens the page and drags the picture about as a person would. */
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
  return { firstFrameMs, panMs: await measurePan(page) };
}

/** What the machine itself takes between two frames while the pointer moves: nothing can be faster. */
export async function measureFloor(page: Page): Promise<number> {
  await page.goto('about:blank');
  const floor = await measurePan(page);
  await page.close();
  return floor;
}

async function measurePan(page: Page): Promise<number> {
  await page.mouse.move(500, 600);
  await page.mouse.down();
  await page.evaluate(startSampling);
  for (let step = 0; step < moves; step++) {
    await page.mouse.move(500 + 150 * Math.sin(step / 9), 600 - step * 3);
    await page.waitForTimeout(8);
  }
  const deltas = await page.evaluate(stopSampling);
  await page.mouse.up();
  const sorted = deltas.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}

// Both run in the page, where the marks of the frames are.
function startSampling(): void {
  // The time of the frame itself: the moment at which a callback runs also depends on the other callbacks.
  const sample = (startTime: number) => {
    performance.mark('frame', { startTime });
    requestAnimationFrame(sample);
  };
  requestAnimationFrame(sample);
}

function stopSampling(): number[] {
  const times = performance.getEntriesByName('frame').map(({ startTime }) => startTime);
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}
