import { startLatencyProxy } from '#e2e/bench/walk/latency-proxy';
import { seed } from '#e2e/bench/walk/seed/seed';
import type { Registry } from '#e2e/registries/registry';
import type { Workbench } from '#e2e/tools/workbench';
import { makeWorkbench } from '#e2e/tools/workbench';

/** The artifact of the benchmark in a registry, and what is needed to walk it. */
export type Course = {
  /** `host/name:tag` of the artifact. */
  readonly reference: string;
  readonly host: string;
  /** A smaller one of the same form in another repository, to warm up on. */
  readonly smaller: string;
  readonly root: string;
  readonly digests: ReadonlySet<string>;
  /** The registry itself, also where the reference leads through a proxy. */
  readonly registry: Registry;
  readonly bench: Workbench;
  readonly stop: () => Promise<void>;
};

/** Puts the artifact into a registry; with a latency, everybody sees it from so far away. */
export async function layOut(starting: Promise<Registry>, latencyMs?: number): Promise<Course> {
  const registry = await starting;
  const bench = makeWorkbench();
  const { root, digests } = await seed(registry.url, 'bench/walk', '1.0');
  await seed(registry.url, 'bench/smaller', '1.0', { referrers: 300, ofReferrers: 60 });
  const proxy = latencyMs === undefined ? undefined : await startLatencyProxy(registry.host, latencyMs);
  const host = proxy?.host ?? registry.host;
  await bench.run('regctl', ['registry', 'set', '--tls', 'disabled', host]);
  const stop = async () => {
    await registry.stop();
    await proxy?.stop();
    bench.remove();
  };
  const references = { reference: `${host}/bench/walk:1.0`, smaller: `${host}/bench/smaller:1.0` };
  return { ...references, host, root: root.digest, digests, registry, bench, stop };
}
