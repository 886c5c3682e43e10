import { gzipSync } from 'node:zlib';
import { startOrrery } from '#e2e/registries/orrery';

/** What a browser loads before the artifact page can be used, and for the graph after it, gzipped. */
const limits = { firstLoad: 180_000, graph: 120_000 } as const;
const address = process.env.ORRERY_URL;
const running = address === undefined ? await startOrrery({ access: 'open' }) : undefined;
const base = address ?? running?.url ?? '';

try {
  const html = await read(`${base}/localhost:1/size/check:1`);
  const first = scriptsIn(html);
  const firstSizes = await Promise.all(first.map(async (path) => sizeOf(await read(base + path))));
  const graph = await graphChunks(first);
  const sizes = { firstLoad: sum(firstSizes), graph: sum(graph.map(({ bytes }) => bytes)) };
  console.log(
    `first load  ${inKb(sizes.firstLoad)} of ${inKb(limits.firstLoad)} kB in ${first.length} scripts`,
  );
  console.log(`graph chunk ${inKb(sizes.graph)} of ${inKb(limits.graph)} kB in ${graph.length} scripts`);
  if (first.length === 0 || graph.length === 0)
    throw new Error('No scripts were found: this check must follow the build.');
  if (sizes.firstLoad > limits.firstLoad || sizes.graph > limits.graph) process.exitCode = 1;
} finally {
  await running?.stop();
}

/** The chunks that are loaded on demand and hold React Flow, found by following the names that scripts give. */
async function graphChunks(first: readonly string[]) {
  const found: { readonly path: string; readonly bytes: number }[] = [];
  const seen = new Set(first);
  for (const path of seen) {
    const text = await read(base + path);
    if (!first.includes(path) && text.includes('react-flow__')) found.push({ path, bytes: sizeOf(text) });
    for (const name of text.match(/static\/chunks\/[\w.~-]+\.js/g) ?? []) seen.add(`/_next/${name}`);
  }
  return found;
}

/** Every script that the page runs or preloads; those with noModule are for old browsers alone. */
function scriptsIn(html: string): readonly string[] {
  const tags = html.match(/<script[^>]*\ssrc="[^"]*"[^>]*>|<link[^>]*\sas="script"[^>]*>/g) ?? [];
  const modern = tags.filter((tag) => !/\snomodule/i.test(tag));
  return [...new Set(modern.flatMap((tag) => /\s(?:src|href)="(\/_next\/[^"?]*)/.exec(tag)?.[1] ?? []))];
}

async function read(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return await response.text();
}

function sizeOf(text: string): number {
  return gzipSync(text, { level: 9 }).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function inKb(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
