import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumArguments, findChromium } from '#e2e/chromium';
import type { Figures } from './measure.ts';
import { measure, measureFloor } from './measure.ts';

const configFile = fileURLToPath(new URL('page/vite.config.ts', import.meta.url));

/** Our graph against plain React Flow with the same nodes, in one run of one browser; a table and its ratios. */
export async function benchGraph(): Promise<readonly string[]> {
  await build({ configFile });
  const server = await preview({ configFile, preview: { host: '127.0.0.1', port: 4520 } });
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [...chromiumArguments],
  });
  try {
    const address = server.resolvedUrls?.local[0] ?? '';
    const run = async (query: string, zoomOut = false) => {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      const figures = await measure(page, `${address}?${query}`, zoomOut);
      await page.close();
      return figures;
    };
    // The first page of a browser pays for its start: nobody is measured by it.
    await run('count=100');
    const floor = await measureFloor(await browser.newPage({ viewport: { width: 1440, height: 900 } }));
    const plain = await run('count=10000&plain');
    const ours = await run('count=10000');
    const far = await run('count=10000', true);
    const many = await run('count=50000');
    const manyFar = await run('count=50000', true);
    return [
      row('plain React Flow, 10,000 nodes', plain),
      row('our graph, 10,000 nodes', ours),
      row('our graph, 10,000 nodes, all in view', far),
      row('our graph, 50,000 nodes', many),
      row('our graph, 50,000 nodes, all in view', manyFar),
      `first frame: ${ratio(plain.firstFrameMs, ours.firstFrameMs)} times faster (expected: at least 8)`,
      `pan p95: ${ours.panMs.toFixed(1)} ms (expected: at most 17), plain ${plain.panMs.toFixed(1)} ms, an empty page ${floor.toFixed(1)} ms`,
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

function row(name: string, { firstFrameMs, panMs }: Figures): string {
  return `${name.padEnd(40)} first frame ${firstFrameMs.toFixed(0).padStart(6)} ms   pan p95 ${panMs.toFixed(1).padStart(6)} ms`;
}

function ratio(slow: number, fast: number): string {
  return (slow / fast).toFixed(1);
}
