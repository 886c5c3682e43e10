import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumArguments, findChromium } from '#e2e/chromium';
import { startOrrery } from '#e2e/registries/orrery';
import { run } from '#e2e/tools/run';

// Not one of our packages: it brings two hundred others, and is asked for here alone.
const lighthouse = 'lighthouse@13.5.0';
const categories = ['performance', 'accessibility', 'best-practices'] as const;
type Report = {
  readonly categories: Readonly<Record<(typeof categories)[number], { readonly score: number }>>;
};

const orrery = await startOrrery({ access: 'open', demo: true });
const folder = await mkdtemp(join(tmpdir(), 'orrery-lighthouse-'));
const pages = { Home: '/', Artifact: `/${orrery.host}/acme/storefront:2.4.1` };
try {
  for (const [name, path] of Object.entries(pages)) {
    // The first visit lets the server read what the page shows.
    await fetch(orrery.url + path);
    const { categories: found } = await audit(orrery.url + path, join(folder, `${name}.json`));
    const scores = categories.map((category) => `${category} ${Math.round(found[category].score * 100)}`);
    console.log(`Lighthouse, ${name}: ${scores.join(', ')} (expected: at least 95 each)`);
  }
} finally {
  await orrery.stop();
  await rm(folder, { recursive: true, force: true });
}

async function audit(url: string, file: string): Promise<Report> {
  const command = ['exec', '--yes', '--ignore-scripts', `--package=${lighthouse}`, '--', 'lighthouse', url];
  const options = [
    ...['--preset=desktop', '--output=json', `--output-path=${file}`, '--quiet'],
    `--only-categories=${categories.join(',')}`,
    `--chrome-flags=${['--headless=new', ...chromiumArguments].join(' ')}`,
  ];
  const environment = { CHROME_PATH: await findChromium() };
  await run('npm', [...command, ...options], { environment, timeoutMs: 300_000 });
  return JSON.parse(await readFile(file, 'utf8'));
}
