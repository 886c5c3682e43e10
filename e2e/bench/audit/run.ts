import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { auditOurs } from '#e2e/bench/audit/contenders';
import type { Course, Looks } from '#e2e/bench/audit/measure-ours';
import { measureOurs } from '#e2e/bench/audit/measure-ours';
import { costsOf, race, speedOf } from '#e2e/bench/audit/race';
import { releaseKey, seedRepository } from '#e2e/bench/audit/seed-repository';
import { startLatencyProxy } from '#e2e/bench/walk/latency-proxy';
import { formatTable } from '#e2e/bench/walk/table';
import { keyPolicy } from '#e2e/fakes/sign-simple';
import { startOrrery } from '#e2e/registries/orrery';
import { startOlareg, startZot } from '#e2e/registries/real-registries';
import type { Registry } from '#e2e/registries/registry';
import { makeWorkbench } from '#e2e/tools/workbench';

// Repositories of 400 and of 5,000 tags, 20 ms away, verified against a key: how soon there are rows, what an artifact
// costs, and how long others take.
const latencyMs = 20;
const olareg = () => startOlareg({ referrers: true });

const bench = makeWorkbench();
try {
  bench.write('release.pub', releaseKey.pem);
  await mkdir(join(bench.folder, 'policy'));
  bench.write('policy/acme.json', keyPolicy(releaseKey.pem));
  for (const [name, start] of [
    ['olareg', olareg],
    ['zot', startZot],
  ] as const)
    await on(start(), 400, async (course, looks) => {
      const place = `${name}, 400 tags`;
      show(...speedOf(place, looks), ...(await race(bench, place, course, looks)));
    });
  await on(olareg(), 5_000, async (_, looks) => {
    show(...speedOf('olareg, 5,000 tags', looks), ...costsOf('olareg, 5,000 tags', looks));
  });
} finally {
  bench.remove();
}

async function on(
  starting: Promise<Registry>,
  tags: number,
  tell: (course: Course, looks: Looks) => Promise<void>,
): Promise<void> {
  const registry = await starting;
  const proxy = await startLatencyProxy(registry.host, latencyMs);
  const settings = { ORRERY_POLICY: join(bench.folder, 'policy') };
  const orrery = await startOrrery({ access: 'open', settings });
  try {
    // Its code is compiled while it first runs.
    await seedRepository(registry.url, 'bench/smaller', 50);
    await auditOurs(orrery.url, `${proxy.host}/bench/smaller`);
    await seedRepository(registry.url, 'bench/audit', tags);
    const course = { orrery, ref: `${proxy.host}/bench/audit`, tags, requests: proxy.requests };
    await tell(course, await measureOurs(course));
  } finally {
    await orrery.stop();
    await proxy.stop();
    await registry.stop();
  }
}

function show(...rows: Parameters<typeof formatTable>[0]): void {
  console.log(formatTable(rows));
}
