import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { watchMemory } from '#e2e/bench/blob/watch-memory';
import { digestOfFile, makeLayer } from '#e2e/bench/layers/make-layer';
import { pushFile, pushImageOf } from '#e2e/bench/layers/push';
import { makeEstargz, makeZstdChunked } from '#e2e/content/indexed-layers';
import { listen } from '#e2e/fakes/listen';
import { startOrrery } from '#e2e/registries/orrery';
import { startDistribution } from '#e2e/registries/real-registries';
import { filesSchema } from '#lib/api/contract/files-contract';
import { formatBytes } from '#lib/text/format';

// The list of a large layer against `tar -tzf` of the same file, and what one file of a layer with an index costs.
const miB = 1024 * 1024;
const files = 50_000;
const searches = 100;

const folder = await mkdtemp(join(tmpdir(), 'orrery-layers-'));
const registry = await startDistribution();
const orrery = await startOrrery({ access: 'open' });
let fetched = 0;
// Counts what Orrery fetches.
const counting = await listen((incoming, outgoing) => {
  const { method, url, headers } = incoming;
  const asked = request(`${registry.url}${url}`, { method, headers }, (response) => {
    outgoing.writeHead(response.statusCode ?? 502, response.headers);
    response.on('data', (chunk: Buffer) => {
      fetched += chunk.length;
    });
    response.pipe(outgoing);
  });
  incoming.pipe(asked);
});
try {
  await measureList();
  await measureIndex('eStargz', makeEstargz);
  await measureIndex('zstd:chunked', makeZstdChunked);
} finally {
  await counting.stop();
  await orrery.stop();
  await registry.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measureList(): Promise<void> {
  const path = join(folder, 'layer.tar.gz');
  await makeLayer(path, files, 1024 * miB);
  const digest = await digestOfFile(path);
  await pushFile(registry.url, 'bench/layer', path, digest);
  const tar = async () => {
    const started = performance.now();
    const { stdout } = await promisify(execFile)('tar', ['-tzf', path], { maxBuffer: 64 * miB });
    if (stdout.trimEnd().split('\n').length !== files) throw new Error('tar lists another number of files.');
    return performance.now() - started;
  };
  await tar();
  const bare = await tar();
  const ref = `${registry.host}/bench/layer@${digest}`;
  const memory = watchMemory(orrery.pid);
  const answers = watchAnswers();
  const started = performance.now();
  const list = await listFiles({ ref });
  const through = performance.now() - started;
  const slowest = answers.stop();
  if (list.total !== files || !list.isComplete) throw new Error('Orrery lists another number of files.');
  console.log(`tar -tzf of 1 GiB, ${files.toLocaleString('en')} files   ${seconds(bare)}`);
  console.log(`first list by Orrery           ${seconds(through)}`);
  console.log(`ratio                          ${(through / bare).toFixed(2)}`);
  console.log(`memory growth                  ${formatBytes(memory.stop())}`);
  console.log(`slowest other answer meanwhile ${slowest.toFixed(0)} ms`);
  const times: number[] = [];
  for (let at = 0; at < searches; at += 1) {
    const began = performance.now();
    await listFiles({ ref, q: `module-${at * 7}` });
    times.push(performance.now() - began);
  }
  console.log(`a search, p95                  ${percentile(times, 0.95).toFixed(1)} ms`);
}

async function measureIndex(name: string, make: typeof makeEstargz): Promise<void> {
  const large = Object.fromEntries(
    Array.from({ length: 64 }, (_, at) => [`lib/${at}.bin`, randomBytes(miB)]),
  );
  const made = make({ ...large, 'etc/motd': 'Welcome.' });
  const { layers, manifest } = await pushImageOf(registry.url, 'bench/indexed', [made]);
  const ref = `${counting.host}/bench/indexed@${layers[0]}`;
  fetched = 0;
  const list = await listFiles({ ref, manifest });
  const forList = fetched;
  fetched = 0;
  const query = new URLSearchParams({ ref, manifest, path: 'etc/motd' });
  const text = await (await fetch(`${orrery.url}/api/files?${query}`)).text();
  if (text !== 'Welcome.' || list.archives[0]?.source === 'archive') throw new Error('It was read through.');
  console.log(
    `${name} of ${formatBytes(made.bytes.length)}: list ${formatBytes(forList)}, one file ${formatBytes(fetched)} fetched`,
  );
}

async function listFiles(parameters: Readonly<Record<string, string>>) {
  const response = await fetch(`${orrery.url}/api/files?${new URLSearchParams(parameters)}`);
  if (!response.ok) throw new Error(await response.text());
  return filesSchema.parse(await response.json());
}

/** Asks something small again and again; `stop` gives the time of the slowest answer in milliseconds. */
function watchAnswers(): { readonly stop: () => number } {
  let isOver = false;
  let slowest = 0;
  const ask = async () => {
    while (!isOver) {
      const began = performance.now();
      await (await fetch(`${orrery.url}/livez`)).text();
      slowest = Math.max(slowest, performance.now() - began);
    }
  };
  void ask();
  return {
    stop: () => {
      isOver = true;
      return slowest;
    },
  };
}

function percentile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
