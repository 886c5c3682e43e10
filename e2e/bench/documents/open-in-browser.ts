import type { Browser } from '@playwright/test';

export type Opening = {
  /** From the address to the first row that can be seen. */
  readonly pageMs: number;
  /** From the question for the document to that row: without the start of the page. */
  readonly documentMs: number;
};

/** Opens the content of an artifact by its address, and waits for the first package. */
export async function openInBrowser(browser: Browser, address: string): Promise<Opening> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    let asked = 0;
    page.on('request', (request) => {
      if (asked === 0 && request.url().includes('/api/document?')) asked = performance.now();
    });
    const started = performance.now();
    await page.goto(address, { waitUntil: 'commit' });
    const row = page.getByRole('table', { name: 'Packages' }).locator('[data-index="0"]');
    await row.waitFor({ timeout: 60_000 });
    const seen = performance.now();
    return { pageMs: seen - started, documentMs: seen - asked };
  } finally {
    await page.close();
  }
}
