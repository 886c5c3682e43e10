import type { Browser } from '@playwright/test';
import { apiLimits } from '#lib/api/limits';
import { apiPath } from '#lib/api/routes/api-path';

/** Reads all tags of a repository in a page that draws nothing; milliseconds. */
export async function readTagsAlone(browser: Browser, origin: string, ref: string): Promise<number> {
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/icon.svg`);
    const paths = [apiLimits.tagsAtOnce, apiLimits.moreTagsAtOnce].map((n) =>
      apiPath('/api/tags', { ref, n }),
    );
    return await page.evaluate(readAll, paths);
  } finally {
    await page.close();
  }
}

/** Draws a hundred plain rows once the first hundred artifacts of a graph have come; milliseconds between the two. */
export async function drawRowsAlone(browser: Browser, origin: string, ref: string): Promise<number> {
  const page = await browser.newPage();
  try {
    await page.goto(`${origin}/docs/problems`);
    return await page.evaluate(drawFirst, apiPath('/api/graph', { ref }));
  } finally {
    await page.close();
  }
}

// These run in the page.
async function readAll(paths: readonly string[]): Promise<number> {
  const [first = '', more = ''] = paths;
  const startedAt = performance.now();
  for (let path = first; path !== ''; ) {
    const answer = await fetch(path);
    const { next }: { readonly next?: string } = await answer.json();
    path = next === undefined ? '' : `${more}&last=${encodeURIComponent(next)}`;
  }
  return performance.now() - startedAt;
}

async function drawFirst(path: string): Promise<number> {
  const { body } = await fetch(path, { headers: { accept: 'application/x-ndjson' } });
  const reader = body?.getReader();
  let lines = 0;
  while (lines < 210) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || value === undefined) break;
    for (const byte of value) if (byte === 10) lines++;
  }
  const arrivedAt = performance.now();
  const rows = Array.from({ length: 100 }, (_, at) =>
    Object.assign(document.createElement('li'), { textContent: `row ${at}` }),
  );
  document.body.append(...rows);
  const shownAt = await new Promise<number>((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(resolve)),
  );
  await reader?.cancel();
  return shownAt - arrivedAt;
}
