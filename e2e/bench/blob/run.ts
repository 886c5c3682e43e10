import { drain, pushZeros } from '#e2e/bench/blob/transfer';
import { watchMemory } from '#e2e/bench/blob/watch-memory';
import { startOrrery } from '#e2e/registries/orrery';
import { startDistribution } from '#e2e/registries/real-registries';
import { formatBytes } from '#lib/text/format';

// Verified download through /api/blob against the same blob straight from the registry, on the same two cores.
const miB = 1024 * 1024;
const small = 64 * miB;
const large = 2048 * miB;
const rounds = 3;

const registry = await startDistribution();
const orrery = await startOrrery({ access: 'open' });
try {
  const warm = await pushZeros(registry.url, 'bench/blob', small);
  const cold = await pushZeros(registry.url, 'bench/blob', large);
  const straight = (digest: string) => `${registry.url}/v2/bench/blob/blobs/${digest}`;
  const through = (digest: string) =>
    `${orrery.url}/api/blob?ref=${encodeURIComponent(`${registry.host}/bench/blob@${digest}`)}`;

  // The first answers compile code and fill pools; the memory for that is not the blob's.
  for (let round = 0; round < rounds; round += 1) await drain(through(warm));
  const memory = watchMemory(orrery.pid);
  await drain(through(cold));
  const growth = memory.stop();

  const speeds = { straight: [await drain(straight(cold))], through: [await drain(through(cold))] };
  for (let round = 1; round < rounds; round += 1) {
    speeds.straight.push(await drain(straight(cold)));
    speeds.through.push(await drain(through(cold)));
  }
  const best = { straight: Math.max(...speeds.straight), through: Math.max(...speeds.through) };
  console.log(`straight from the registry   ${formatBytes(best.straight)}/s`);
  console.log(`verified through /api/blob   ${formatBytes(best.through)}/s`);
  console.log(`ratio                        ${(best.through / best.straight).toFixed(2)}`);
  console.log(`memory growth for ${formatBytes(large)}    ${formatBytes(growth)}`);
} finally {
  await orrery.stop();
  await registry.stop();
}
