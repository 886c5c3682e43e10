import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumArguments, findChromium } from '#e2e/chromium';
import type { Figures } from './measure.ts';
import { measure, measureFilter, measureFit, measureFloor, measureKeyFloor } from './measure.ts';
import { measureCanvas } from './measure-canvas.ts';

const configFile = fileURLToPath(new URL('page/vite.config.ts', import.meta.url));

/** Our graph against plain React Flow and Cytoscape.js with the same nodes, in one run of one browser. */
export async function benchGraph(): Promise<readonly string[]> {
  await build({ configFile });
  const server = await preview({ configFile, preview: { host: '127.0.0.1', port: 4520 } });
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [...chromiumArguments],
  });
  try {
    return await compare(browser, server.resolvedUrls?.local[0] ?? '');
  } finally {
    await browser.close();
    await server.close();
  }
}

async function compare(browser: Browser, address: string): Promise<readonly string[]> {
  const open = async () => await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const run = async (query: string, zoomOut = false) => {
    const page = await open();
    const figures = await measure(page, `${address}?${query}`, zoomOut);
    await page.close();
    return figures;
  };
  // The first page of a browser pays for its start: nobody is measured by it.
  await run('count=100');
  const floor = await measureFloor(await open());
  const keyFloor = await measureKeyFloor(await open());
  const small = {
    ours: await run('count=100'),
    plain: await run('count=100&plain'),
    cytoscape: await run('count=100&cytoscape'),
  };
  const plain = await run('count=10000&plain');
  const cytoscape = await run('count=10000&cytoscape');
  const ours = await run('count=10000');
  const far = await run('count=10000', true);
  const many = await run('count=50000');
  const manyFar = await run('count=50000', true);
  const canvas = await measureCanvas(browser, address);
  const page = await open();
  await measure(page, `${address}?count=50000&outline`);
  const filterMs = await measureFilter(page);
  await page.getByRole('searchbox', { name: 'Find in the graph' }).press('Escape');
  const fitMs = await measureFit(page);
  await page.close();
  const perNode = (one: Figures, few: Figures, count: number) =>
    `${((one.heapBytes - few.heapBytes) / (count - 100) / 1024).toFixed(2)} KiB`;
  return [
    row('plain React Flow, 10,000 nodes', plain),
    row('Cytoscape.js, 10,000 nodes', cytoscape),
    row('our graph, 10,000 nodes', ours),
    row('our graph, 10,000 nodes, all in view', far),
    row('our graph, 50,000 nodes', many),
    row('our graph, 50,000 nodes, all in view', manyFar),
    `an empty page, between two frames: p95 ${floor.toFixed(1)} ms`,
    `first frame of 10,000: ${ratio(plain, ours)} times faster than React Flow, ${ratio(cytoscape, ours)} than Cytoscape.js (expected: 8 and at most 500 ms)`,
    `first frame of 50,000: ${many.firstFrameMs.toFixed(0)} ms (expected: at most 900)`,
    `memory of a node: ours ${perNode(ours, small.ours, 10_000)} of 10,000 and ${perNode(many, small.ours, 50_000)} of 50,000, React Flow ${perNode(plain, small.plain, 10_000)}, Cytoscape.js ${perNode(cytoscape, small.cytoscape, 10_000)}`,
    `fit of 50,000, between two frames: p95 ${fitMs.toFixed(1)} ms (expected: under 40)`,
    `filter of 50,000, from key to frame: p95 ${filterMs.toFixed(1)} ms (expected: under 50), an empty page ${keyFloor.toFixed(1)} ms`,
    ...canvas,
  ];
}

function row(name: string, { firstFrameMs, panMs, zoomMs }: Figures): string {
  const figure = (value: number) => value.toFixed(1).padStart(6);
  return `${name.padEnd(40)} first frame ${firstFrameMs.toFixed(0).padStart(6)} ms   pan p95 ${figure(panMs)} ms   zoom p95 ${figure(zoomMs)} ms`;
}

function ratio(slow: Figures, fast: Figures): string {
  return (slow.firstFrameMs / fast.firstFrameMs).toFixed(1);
}
