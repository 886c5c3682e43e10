import { setTimeout } from 'node:timers/promises';
import { watchMemory } from '#e2e/bench/blob/watch-memory';
import { largeSbom, pushDocument } from '#e2e/bench/documents/large-sbom';
import { startOrrery } from '#e2e/registries/orrery';
import { startDistribution } from '#e2e/registries/real-registries';
import { run } from '#e2e/tools/run';
import { formatBytes } from '#lib/text/format';

// An SBOM of 100,000 packages opened through our interface, against curl of the blob and JSON.parse in bare Node.
const sbom = largeSbom(100_000);
const rounds = 3;
const registry = await startDistribution();
const orrery = await startOrrery({ access: 'open' });
try {
  const repository = 'bench/documents';
  const small = await pushDocument(registry.url, repository, largeSbom(100));
  // Compiles code, and starts the thread that reads: neither belongs to a document.
  await firstRows(small);
  const bare: number[] = [];
  const ours: number[] = [];
  // Other bytes each time: the same ones would be remembered.
  const push = (round: number) =>
    pushDocument(registry.url, repository, Buffer.concat([sbom, Buffer.from(' '.repeat(round))]));
  let last = await push(rounds);
  const memory = watchMemory(orrery.pid);
  const loop = watchLoop();
  await firstRows(last);
  const stall = await loop();
  await allRows(last);
  const growth = memory.stop();
  for (let round = 0; round < rounds; round += 1) {
    last = await push(round);
    bare.push(await bareTime(last.blob));
    ours.push(await firstRows(last));
    await allRows(last);
  }
  const best = { bare: Math.min(...bare), ours: Math.min(...ours) };
  console.log(`SBOM                          ${formatBytes(sbom.byteLength)}, 100,000 packages`);
  console.log(`curl and JSON.parse           ${best.bare.toFixed(0)} ms`);
  console.log(`first rows                    ${best.ours.toFixed(0)} ms`);
  console.log(`ratio                         ${(best.ours / best.bare).toFixed(2)} (expected: at most 1.50)`);
  console.log(`search, p95                   ${(await searchTime(last)).toFixed(0)} ms (expected: below 60)`);
  console.log(`longest answer of /livez      ${stall.toFixed(0)} ms (expected: below 50)`);
  console.log(`memory growth                 ${formatBytes(growth)} (expected: below 256 MiB)`);
} finally {
  await orrery.stop();
  await registry.stop();
}

type Pushed = Awaited<ReturnType<typeof pushDocument>>;

function refOf({ manifest }: Pushed): string {
  return encodeURIComponent(`${registry.host}/bench/documents@${manifest}`);
}

async function ask(
  path: string,
): Promise<{ readonly isComplete?: boolean; readonly rows?: readonly unknown[] }> {
  const response = await globalThis.fetch(orrery.url + path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return JSON.parse(await response.text());
}

async function firstRows(pushed: Pushed): Promise<number> {
  const started = performance.now();
  await ask(`/api/document?ref=${refOf(pushed)}`);
  const { rows } = await ask(
    `/api/document/rows?ref=${refOf(pushed)}&blob=${pushed.blob}&part=packages&n=100`,
  );
  if (rows?.length !== 100) throw new Error('The first rows are not there.');
  return performance.now() - started;
}

async function bareTime(blob: string): Promise<number> {
  const script = `curl -sf ${registry.url}/v2/bench/documents/blobs/${blob} | node -e 'JSON.parse(require("node:fs").readFileSync(0, "utf8"))'`;
  const started = performance.now();
  await run('sh', ['-c', script]);
  return performance.now() - started;
}

function rowsPath(pushed: Pushed): string {
  return `/api/document/rows?ref=${refOf(pushed)}&blob=${pushed.blob}&part=packages&n=100`;
}

/** Waits until the index is whole. */
async function allRows(pushed: Pushed): Promise<void> {
  let page = await ask(rowsPath(pushed));
  while (page.isComplete !== true) page = await ask(`${rowsPath(pushed)}&q=package`);
}

async function searchTime(pushed: Pushed): Promise<number> {
  const path = rowsPath(pushed);
  const times: number[] = [];
  for (let place = 0; place < 60; place += 1) {
    const started = performance.now();
    await ask(`${path}&q=${['package-', 'mit', 'npm/package-9', '1.2.', 'nothing'][place % 5]}${place}`);
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}

/** Asks all the time what costs nothing, and gives the longest time that an answer took. */
function watchLoop(): () => Promise<number> {
  let isOver = false;
  let longest = 0;
  const watching = (async () => {
    while (!isOver) {
      const started = performance.now();
      await globalThis.fetch(`${orrery.url}/livez`).then((response) => response.text());
      longest = Math.max(longest, performance.now() - started);
      await setTimeout(5);
    }
  })();
  return async () => {
    isOver = true;
    await watching;
    return longest;
  };
}
