import type { Browser, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import type { Floor } from '#e2e/bench/floor';
import { besideFloor, measureFloor, scrollAround } from '#e2e/bench/floor';
import { framesWhile, keyToFrame, percentile } from '#e2e/bench/frames';
import { startLargeRegistry } from '#e2e/bench/lists/large-registry';
import { drawRowsAlone, readTagsAlone } from '#e2e/bench/lists/plain-page';
import { chromiumArguments, findChromium } from '#e2e/chromium';
import { startOrrery } from '#e2e/registries/orrery';

const tags = 50_000;
const referrers = 5_000;

/** The whole product in front of a registry with very long lists: how soon something is there, and how it moves. */
export async function benchLists(): Promise<readonly string[]> {
  const registry = await startLargeRegistry(tags, referrers);
  const orrery = await startOrrery({ access: 'open' });
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [...chromiumArguments],
  });
  try {
    // The first page of a browser pays for its start, and the first of a server for its own: nobody is measured by it.
    await (await openAt(browser, `${orrery.url}/${registry.host}`)).close();
    const floor = await measureFloor(browser);
    const namesMs = await readTagsAlone(browser, orrery.url, `${registry.host}/large/tags`);
    const rowsMs = await drawRowsAlone(browser, orrery.url, `${registry.host}/large/referrers:1.0`);
    return [
      ...(await benchTags(browser, `${orrery.url}/${registry.host}/large/tags`, { ...floor, namesMs })),
      ...(await benchReferrers(browser, { host: registry.host, url: orrery.url, rowsMs })),
    ];
  } finally {
    await browser.close();
    await orrery.stop();
    await registry.stop();
  }
}

type TagsFloor = Floor & { readonly namesMs: number };

async function benchTags(browser: Browser, address: string, floor: TagsFloor): Promise<readonly string[]> {
  const page = await openAt(browser, address, '/api/tags', '[data-index]');
  const firstMs = await sinceArrival(page);
  await page.getByText(`${tags.toLocaleString('en')} tags`, { exact: true }).waitFor({ timeout: 120_000 });
  const allMs = await page.evaluate(() => performance.now());
  await page.waitForTimeout(1_000);
  await page.mouse.move(600, 500);
  const scrollMs = await framesWhile(page, () => scrollAround(page));
  await page.getByRole('searchbox', { name: 'Filter tags' }).focus();
  const keys = ['1', '2', '3', '4', 'Backspace', 'Backspace', 'Backspace', 'Backspace'];
  const typing: number[] = [];
  await page.keyboard.press('.');
  for (let round = 0; round < 5; round++) {
    for (const key of keys)
      typing.push(await keyToFrame(page, key, 'section[aria-label=Tags] [role=status]'));
  }
  await page.close();
  return [
    `first rows of ${tags.toLocaleString('en')} tags after the first page arrived: ${firstMs.toFixed(0)} ms (expected: at most 300)`,
    `all of them listed after the page was opened: ${besideFloor(allMs, floor.namesMs)} that reads them (expected: at most 1,500)`,
    `scrolling them, between two frames: p95 ${besideFloor(scrollMs, floor.scrollMs)} (expected: at most 17)`,
    `typing in their filter, from key to frame: p95 ${besideFloor(percentile(typing), floor.keyMs)} (expected: at most 50)`,
  ];
}

// Opened from a page that stands: a first visit would also wait for the code of the page.
type Graphs = { readonly host: string; readonly url: string; readonly rowsMs: number };

async function benchReferrers(browser: Browser, { host, url, rowsMs }: Graphs): Promise<readonly string[]> {
  const page = await openAt(browser, `${url}/${host}/large/tags:1.0`, 'large%2Freferrers', '[role=treeitem]');
  await page.getByRole('treeitem').first().waitFor();
  await page.getByRole('application', { name: 'Graph' }).waitFor();
  const box = page.getByRole('combobox', { name: 'Reference' });
  await box.fill(`${host}/large/referrers:1.0`);
  await box.press('Enter');
  const firstMs = await sinceArrival(page);
  await page.getByText('5,001 artifacts').waitFor({ timeout: 60_000 });
  await page.close();
  return [
    `first 100 of ${referrers.toLocaleString('en')} referrers in sight after they arrived: ${besideFloor(firstMs, rowsMs)} (expected: at most 100)`,
  ];
}

/** Opens a page that notes when the answer to `api` began to arrive, and when `shown` was in a frame. */
async function openAt(browser: Browser, address: string, api = '', shown = ''): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  if (api !== '') await page.addInitScript(watchPage, { api, shown });
  await page.goto(address);
  return page;
}

async function sinceArrival(page: Page): Promise<number> {
  await page.waitForFunction(() => performance.getEntriesByName('shown').length > 0);
  return await page.evaluate(() => {
    const [arrived] = performance.getEntriesByName('arrived');
    const [shown] = performance.getEntriesByName('shown');
    return (shown?.startTime ?? 0) - (arrived?.startTime ?? 0);
  });
}

// This runs in the page before anything else. A stream has arrived when a hundred referrers have.
function watchPage({ api, shown }: { readonly api: string; readonly shown: string }): void {
  const original = window.fetch;
  window.fetch = async (...call) => {
    const response = await original(...call);
    if (!String(call[0]).includes(api) || response.body === null) return response;
    let lines = 0;
    // A referrer is two lines, what it is and how it hangs on its subject; a list of tags is one answer.
    const neededLines = api.includes('referrers') ? 210 : 0;
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, controller) {
          for (const byte of chunk) if (byte === 10) lines++;
          if (lines >= neededLines && performance.getEntriesByName('arrived').length === 0)
            performance.mark('arrived');
          controller.enqueue(chunk);
        },
      }),
    );
    return new Response(counted, { status: response.status, headers: response.headers });
  };
  const look = () => {
    const isThere =
      performance.getEntriesByName('arrived').length > 0 &&
      [...document.querySelectorAll(shown)].some((element) => {
        const size = Number(element.getAttribute('aria-setsize') ?? 0);
        return !api.includes('referrers') || size >= 100;
      });
    if (isThere) requestAnimationFrame((startTime) => performance.mark('shown', { startTime }));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
