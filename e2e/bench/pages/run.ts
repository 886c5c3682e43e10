import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measurePage } from '#e2e/bench/pages/measure-page';
import { median } from '#e2e/bench/walk/table';
import { listen } from '#e2e/fakes/listen';
import { startOrrery } from '#e2e/registries/orrery';

const rounds = 3;
const orrery = await startOrrery({ access: 'open', demo: true });
// What the machine and the browser take at this moment for a page that does nothing.
const empty = await listen((_, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end('<!doctype html><html lang="en"><title>Empty</title><main>An empty page</main></html>');
});
const folder = await mkdtemp(join(tmpdir(), 'orrery-lighthouse-'));
const repository = `${orrery.url}/${orrery.host}/acme/storefront`;
const pages = {
  Home: orrery.url,
  Artifact: `${repository}:2.4.1`,
  Repository: repository,
  Coverage: `${repository}?view=audit`,
  'an empty page': `http://${empty.host}/`,
};
try {
  const found = new Map<string, Awaited<ReturnType<typeof measurePage>>[]>();
  // The first visit lets the server read what the page shows.
  for (const url of Object.values(pages)) await fetch(url);
  for (let round = 0; round < rounds; round++) {
    for (const [name, url] of Object.entries(pages)) {
      const measured = await measurePage(url, join(folder, 'report.json'));
      console.log(`${name}: performance ${measured.scores.performance}`);
      found.set(name, [...(found.get(name) ?? []), measured]);
    }
  }
  for (const [name, runs] of found) {
    const scores = (['performance', 'accessibility', 'best-practices'] as const).map(
      (category) => `${category} ${runs.map((run) => run.scores[category]).join(' ')}`,
    );
    const paintMs = median(runs.map((run) => run.largestPaintMs));
    const blockedMs = median(runs.map((run) => run.blockedMs));
    console.log(
      `Lighthouse, ${name}: ${scores.join(', ')} (expected: at least 95 each); largest paint ${paintMs.toFixed(0)} ms (${runs.at(-1)?.painted}), blocked ${blockedMs.toFixed(0)} ms`,
    );
  }
} finally {
  await orrery.stop();
  await empty.stop();
  await rm(folder, { recursive: true, force: true });
}
