import type { Nginx } from '#e2e/bench/blob/start-nginx';
import { startNginx } from '#e2e/bench/blob/start-nginx';
import { drain, pushZeros } from '#e2e/bench/blob/transfer';
import { watchMemory } from '#e2e/bench/blob/watch-memory';
import { cpuTimeOf, cpuTimeSince } from '#e2e/bench/cpu-time';
import { median } from '#e2e/bench/walk/table';
import { startOrrery } from '#e2e/registries/orrery';
import { startDistribution } from '#e2e/registries/real-registries';
import { formatBytes } from '#lib/text/format';

// Verified download through /api/blob against the same blob straight from the registry and through nginx, which hashes
// nothing; in turns, on the same cores.
const miB = 1024 * 1024;
const small = 64 * miB;
const large = 2048 * miB;
const rounds = 5;

type Way = { readonly name: string; readonly url: string; readonly pid: number };

/** The middle of the speeds, in bytes a second, and of the CPU time of the process in the way. */
async function race(ways: readonly Way[]): Promise<ReadonlyMap<string, number>> {
  const speeds = new Map(ways.map(({ name }) => [name, [] as number[]]));
  const cpu = new Map(ways.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, url, pid } of ways) {
      const before = cpuTimeOf(pid);
      speeds.get(name)?.push(await drain(url));
      cpu.get(name)?.push(cpuTimeSince(pid, before).all);
    }
  }
  const middle = ways.map(({ name }) => [name, median(speeds.get(name) ?? [])] as const);
  for (const [name, speed] of middle)
    console.log(
      `${name.padEnd(28)} ${formatBytes(speed)}/s, ${median(cpu.get(name) ?? []).toFixed(0)} ms of its CPU`,
    );
  return new Map(middle);
}

const registry = await startDistribution();
const orrery = await startOrrery({ access: 'open' });
let nginx: Nginx | undefined;
try {
  nginx = await startNginx(registry.url);
  const warm = await pushZeros(registry.url, 'bench/blob', small);
  const cold = await pushZeros(registry.url, 'bench/blob', large);
  const path = (digest: string) => `/v2/bench/blob/blobs/${digest}`;
  const through = (digest: string) =>
    `${orrery.url}/api/blob?ref=${encodeURIComponent(`${registry.host}/bench/blob@${digest}`)}`;

  // The first answers compile code and fill pools; the memory for that is not the blob's.
  for (let round = 0; round < 3; round += 1) await drain(through(warm));
  const memory = watchMemory(orrery.pid);
  await drain(through(cold));
  const growth = memory.stop();

  const speeds = await race([
    { name: 'straight from the registry', url: registry.url + path(cold), pid: registry.pid },
    { name: 'verified through /api/blob', url: through(cold), pid: orrery.pid },
    ...(nginx === undefined ? [] : [{ name: 'through nginx', url: nginx.url + path(cold), pid: nginx.pid }]),
  ]);
  const ours = speeds.get('verified through /api/blob') ?? Number.NaN;
  for (const [name, speed] of speeds) console.log(`ratio to ${name}: ${(ours / speed).toFixed(2)}`);
  if (nginx === undefined) console.log('nginx is not here; ORRERY_NGINX names its program.');
  console.log(`memory growth for ${formatBytes(large)}: ${formatBytes(growth)}, expected at most 64 MiB`);
} finally {
  await nginx?.stop();
  await orrery.stop();
  await registry.stop();
}
