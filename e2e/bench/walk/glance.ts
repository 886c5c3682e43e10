import { walkOurs } from '#e2e/bench/walk/contenders';
import type { Course } from '#e2e/bench/walk/course';
import { startLatencyProxy } from '#e2e/bench/walk/latency-proxy';
import { median } from '#e2e/bench/walk/table';
import { startOrrery } from '#e2e/registries/orrery';

/** What the first look at an artifact costs, and the second one. */
export type Glance = {
  /** Until the root and all that refers to it directly was known. */
  readonly pictureMs: number;
  /** Requests that the registry got until then. */
  readonly pictureRequests: number;
  /** The list of referrers alone, asked for without us. */
  readonly bareMs: number;
  readonly secondRequests: number;
};

/** Opens the artifact as its page does, one step deep, in a server that was started just now; then once more. */
export async function glance({ reference, root, registry }: Course): Promise<Glance> {
  const counter = await startLatencyProxy(registry.host, 0);
  const orrery = await startOrrery({ access: 'open' });
  try {
    const seen = reference.replace(/^[^/]+/, counter.host);
    const first = await walkOurs(orrery.url, seen, 1);
    const answer = first.told.find(
      ({ fact }) =>
        fact.type === 'answer' && fact.answer.about === root && fact.answer.source === 'referrers-api',
    );
    if (answer === undefined) throw new Error('Nothing was said of what refers to the root.');
    const pictureRequests = counter.requests.filter((at) => at <= first.began + answer.atMs).length;
    const second = await walkOurs(orrery.url, seen, 1);
    const bareMs = await measureBare(`${registry.url}/v2/bench/walk/referrers/${root}`);
    return { pictureMs: answer.atMs, pictureRequests, bareMs, secondRequests: second.end.requests.sent };
  } finally {
    await orrery.stop();
    await counter.stop();
  }
}

async function measureBare(url: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const began = performance.now();
    await (await fetch(url)).arrayBuffer();
    times.push(performance.now() - began);
  }
  return median(times);
}
