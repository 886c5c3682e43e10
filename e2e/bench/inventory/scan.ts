import { setTimeout as wait } from 'node:timers/promises';
import { residentBytes } from '#e2e/bench/blob/watch-memory';
import { startLargeRegistry } from '#e2e/bench/lists/large-registry';
import type { Row } from '#e2e/bench/walk/table';
import { atMost, formatTable } from '#e2e/bench/walk/table';
import { startOrrery } from '#e2e/registries/orrery';
import type { Registry } from '#e2e/registries/registry';
import { childrenOf } from './embedded.ts';
import { scan } from './scan-by-api.ts';

const tags = 10_000;
const settleMs = 10_000;

/** A repository of ten thousand tags, scanned by the product, and again by somebody who asks for all of it. */
export async function measureScan(): Promise<void> {
  const registry = await startLargeRegistry(tags, 0);
  const orrery = await startOrrery({ access: 'open', settings: { ORRERY_SCAN_RATE: '9999' } });
  try {
    const of = { host: registry.host, repository: 'large/tags' };
    const first = await scan(orrery.url, of);
    console.log(`a first scan of ${tags} tags: ${first.requests} requests in ${first.seconds.toFixed(0)} s`);
    console.log(formatTable(memories(orrery, 'at the end of the scan')));
    const second = await scan(orrery.url, of);
    console.log(`the whole again: ${second.requests} requests in ${second.seconds.toFixed(0)} s`);
    console.log(formatTable([atMost('requests of the whole again', second.requests, first.requests, '')]));
    await wait(settleMs);
    console.log(formatTable(memories(orrery, 'ten seconds later')));
  } finally {
    await orrery.stop();
    await registry.stop();
  }
}

function memories({ pid }: Registry, when: string): readonly Row[] {
  const memory = (name: string, process: number, wanted: number) =>
    atMost(`memory of ${name}, ${when}`, Math.round(residentBytes(process) / 1024 ** 2), wanted, 'MiB');
  return [memory('Orrery', pid, 400), ...childrenOf(pid).map((child) => memory('its database', child, 700))];
}
