import { availableParallelism } from 'node:os';
import { connectionsOf } from '#e2e/bench/connections';
import { cpuTimeOf, cpuTimeSince } from '#e2e/bench/cpu-time';
import { seed } from '#e2e/bench/walk/seed/seed';
import type { Row } from '#e2e/bench/walk/table';
import { atMost } from '#e2e/bench/walk/table';
import { createChangeClient } from '#e2e/changes/change-client';
import { startOrrery } from '#e2e/registries/orrery';
import type { Registry } from '#e2e/registries/registry';

/**
 * The execution of a copy of 1,201 artifacts, without its plan, by a server that has copied fewer before. Beside it stands
 * what the registries alone compute for it: no client is faster than that on these cores.
 */
export async function measureCopyRun(source: Registry, target: Registry): Promise<readonly Row[]> {
  await seed(source.url, 'bench/many', '1.0');
  await seed(source.url, 'bench/few', '1.0', { referrers: 100, ofReferrers: 20 });
  const orrery = await startOrrery({ access: 'open' });
  try {
    const changes = createChangeClient(orrery.url);
    const copyOf = (name: string) => ({
      action: 'copy' as const,
      from: `${source.host}/bench/${name}:1.0`,
      to: `${target.host}/run/${name}:1.0`,
    });
    await changes.change(copyOf('few'));
    const plan = await changes.plan(copyOf('many'));
    const pids = [orrery, source, target].map(({ pid }) => pid);
    const before = pids.map((pid) => ({ pid, cpu: cpuTimeOf(pid) }));
    const connected = await connectionsOf(orrery.url, target.host);
    const began = performance.now();
    const end = (await changes.run(plan)).at(-1);
    const runMs = performance.now() - began;
    if (end?.type !== 'end' || end.state !== 'done')
      throw new Error(`The copy ended: ${JSON.stringify(end)}`);
    const [ours = 0, ...registries] = before.map(({ pid, cpu }) => cpuTimeSince(pid, cpu).all);
    const registriesMs = registries.reduce((sum, ms) => sum + ms, 0);
    const { opened, reused } = await connectionsOf(orrery.url, target.host);
    const requests = opened + reused - connected.opened - connected.reused;
    const floorMs = registriesMs / availableParallelism();
    const name = 'copy run of 1,201, olareg to distribution';
    return [
      atMost(`${name} (the registries alone ${floorMs.toFixed(0)} ms)`, runMs, 6_200, 'ms'),
      atMost(`${name}, our processor time beside theirs`, (100 * ours) / registriesMs, 60, '%'),
      atMost(`${name}, requests to the target for each artifact`, requests / 1_201, 5, ''),
      atMost(`${name}, connections to the target`, opened, 40, ''),
    ];
  } finally {
    await orrery.stop();
  }
}
