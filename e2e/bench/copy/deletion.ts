import { startBusyProxy } from '#e2e/bench/copy/busy-proxy';
import type { Row } from '#e2e/bench/walk/table';
import { atMost } from '#e2e/bench/walk/table';
import { createChangeClient } from '#e2e/changes/change-client';
import { startOrrery } from '#e2e/registries/orrery';

/**
 * The plan for deleting a graph and its execution: how long the plan takes from the last answer of the registry on, and
 * how much of the run passes while no question to the registry is open.
 */
export async function measureDeletion(host: string, name: string): Promise<readonly Row[]> {
  const proxy = await startBusyProxy(host);
  const orrery = await startOrrery({ access: 'open' });
  try {
    const changes = createChangeClient(orrery.url);
    const began = performance.now();
    const ref = `${proxy.host}/${name}`;
    const plan = await changes.plan({ action: 'delete', ref, scope: 'graph', archive: false });
    const planned = performance.now();
    const scanMs = proxy.answeredAt() - began;
    const pureMs = planned - proxy.answeredAt();
    const scanBusyMs = proxy.busyMs();
    const events = await changes.run(plan);
    const runMs = performance.now() - planned;
    const busyMs = proxy.busyMs();
    const end = events.at(-1);
    if (end?.type !== 'end' || end.state !== 'done')
      throw new Error(`The deletion ended: ${JSON.stringify(end)}`);
    const share = (busy: number, all: number) => `registry ${seconds(busy)} of ${seconds(all)}`;
    return [
      atMost('delete plan of 1,201, after the last answer', pureMs, 200, 'ms'),
      atMost(
        `delete plan, look around: ${share(scanBusyMs, scanMs)}, ours`,
        percent(scanBusyMs, scanMs),
        20,
        '%',
      ),
      atMost(`delete run: ${share(busyMs, runMs)}, ours`, percent(busyMs, runMs), 20, '%'),
    ];
  } finally {
    await orrery.stop();
    await proxy.stop();
  }
}

function percent(busyMs: number, allMs: number): number {
  return Math.max(0, 100 - (100 * busyMs) / allMs);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
