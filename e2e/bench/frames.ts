import type { Page } from '@playwright/test';

/** Time between two frames while something is done to a page, in milliseconds, the 95th of a hundred. */
export async function framesWhile(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(startSampling);
  await act();
  return percentile(await page.evaluate(stopSampling));
}

/** The value that 95 of a hundred do not exceed. */
export function percentile(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}

/**
 * Presses a key and waits for the first frame in which the text of an element is another one; milliseconds between the
 * two. It must change: a key that changes nothing throws.
 */
export async function keyToFrame(page: Page, key: string, selector: string): Promise<number> {
  await page.evaluate(startWatch, selector);
  await page.keyboard.press(key);
  return await page.evaluate(endWatch);
}

// These run in the page, where the marks of the frames are.
function startSampling(): void {
  performance.clearMarks('frame');
  performance.clearMarks('end');
  // The time of the frame itself: the moment at which a callback runs also depends on the other callbacks.
  const sample = (startTime: number) => {
    performance.mark('frame', { startTime });
    if (performance.getEntriesByName('end').length === 0) requestAnimationFrame(sample);
  };
  requestAnimationFrame(sample);
}

function stopSampling(): number[] {
  performance.mark('end');
  const times = performance.getEntriesByName('frame').map(({ startTime }) => startTime);
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}

function startWatch(selector: string): void {
  performance.clearMarks('changed');
  performance.clearMarks('key');
  const options = { once: true, capture: true };
  addEventListener('keydown', ({ timeStamp }) => performance.mark('key', { startTime: timeStamp }), options);
  const watcher = new MutationObserver(() => {
    watcher.disconnect();
    // What was changed now is painted in the next frame, and seen when the one after it begins.
    requestAnimationFrame(() =>
      requestAnimationFrame((startTime) => performance.mark('changed', { startTime })),
    );
  });
  const element = document.querySelector(selector);
  const changes = { childList: true, characterData: true, subtree: true, attributes: true };
  if (element !== null) watcher.observe(element, changes);
}

async function endWatch(): Promise<number> {
  for (let frame = 0; frame < 600 && performance.getEntriesByName('changed').length === 0; frame++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  const [key] = performance.getEntriesByName('key');
  const [changed] = performance.getEntriesByName('changed');
  if (key === undefined || changed === undefined) throw new Error('The key changed nothing.');
  return changed.startTime - key.startTime;
}
