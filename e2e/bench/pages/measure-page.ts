import { readFile } from 'node:fs/promises';
import { chromiumArguments, findChromium } from '#e2e/chromium';
import { run } from '#e2e/tools/run';

// Not one of our packages: it brings two hundred others, and is asked for here alone.
const lighthouse = 'lighthouse@13.5.0';
const categories = ['performance', 'accessibility', 'best-practices'] as const;
type Category = (typeof categories)[number];

/** What Lighthouse says of one visit to a page. */
type PageMeasure = {
  /** From 0 to 100. */
  readonly scores: Readonly<Record<Category, number>>;
  readonly largestPaintMs: number;
  /** The element that was painted largest. */
  readonly painted: string;
  readonly blockedMs: number;
};

/** Visits a page with Lighthouse, as a desktop; `file` is where it leaves its report. */
export async function measurePage(url: string, file: string): Promise<PageMeasure> {
  const command = ['exec', '--yes', '--ignore-scripts', `--package=${lighthouse}`, '--', 'lighthouse', url];
  const options = [
    ...['--preset=desktop', '--output=json', `--output-path=${file}`, '--quiet'],
    `--only-categories=${categories.join(',')}`,
    `--chrome-flags=${['--headless=new', ...chromiumArguments].join(' ')}`,
  ];
  const environment = { CHROME_PATH: await findChromium() };
  const visit = () => run('npm', [...command, ...options], { environment, timeoutMs: 300_000 });
  // Now and then the browser does not record a visit, and Lighthouse asks to be run again.
  await visit().catch(visit);
  const report: Report = JSON.parse(await readFile(file, 'utf8'));
  const scoreOf = (category: Category) => Math.round(report.categories[category].score * 100);
  return {
    scores: {
      performance: scoreOf('performance'),
      accessibility: scoreOf('accessibility'),
      'best-practices': scoreOf('best-practices'),
    },
    largestPaintMs: report.audits['largest-contentful-paint'].numericValue,
    painted:
      /"selector":"(?:[^"]* > )?([^"]*)"/.exec(JSON.stringify(report.audits['lcp-breakdown-insight']))?.[1] ??
      'unknown',
    blockedMs: report.audits['total-blocking-time'].numericValue,
  };
}

type Report = {
  readonly categories: Readonly<Record<Category, { readonly score: number }>>;
  readonly audits: Readonly<
    Record<'largest-contentful-paint' | 'total-blocking-time', { readonly numericValue: number }>
  > & { readonly 'lcp-breakdown-insight'?: unknown };
};
