import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connectionsOf, formatConnections } from '#e2e/bench/connections';
import { archiveOurs, contest, copyOurs, firstByteOfArchive } from '#e2e/bench/copy/contest';
import { measureCopyRun } from '#e2e/bench/copy/copy-run';
import { measureDeletion } from '#e2e/bench/copy/deletion';
import { seedLargeImage } from '#e2e/bench/copy/large-image';
import { seed } from '#e2e/bench/walk/seed/seed';
import type { Row } from '#e2e/bench/walk/table';
import { atLeast, atMost, formatTable } from '#e2e/bench/walk/table';
import { startDistribution, startOlareg, startZot } from '#e2e/registries/real-registries';
import type { Registry } from '#e2e/registries/registry';
import { makeWorkbench } from '#e2e/tools/workbench';

// Many small artifacts from zot to distribution 3, and 2 GiB of layers from olareg to olareg: copied and archived by us,
// oras and regctl in one run. zot computes for seconds what olareg answers at once, so the copy by us alone is from there.
const miB = 1024 * 1024;
const show = (...rows: readonly Row[]) => console.log(formatTable(rows));
// Each of the three begins a round of the large image once.
const rounds = { many: 1, large: 3 };
const bench = makeWorkbench();
const plain = ['--from-plain-http', '--to-plain-http'];

try {
  await measureLarge();
  await measureRun();
  await measureMany();
} finally {
  bench.remove();
}

// olareg keeps all in memory and is slower the more it has grown: each copy goes into one that was started for it.
async function measureLarge(): Promise<void> {
  const olareg = await startOlareg({ referrers: true });
  const other = await startOlareg({ referrers: true });
  try {
    await reachWithoutTls(olareg, other);
    const source = await seedLargeImage(olareg.url, 'bench/large', '1.0', [900, 700, 300, 148]);
    const small = await seedLargeImage(olareg.url, 'bench/small', '1.0', [64]);
    const rules = { rounds: rounds.large, name: '2 GiB', place: 'large', atLeast: 1 };
    const openTarget = async () => {
      const target = await startOlareg({ referrers: true });
      await reachWithoutTls(target);
      return target;
    };
    await measureCopyAndArchive(rules, { from: olareg, source, small, target: other, openTarget });
  } finally {
    for (const registry of [olareg, other]) await registry.stop();
  }
}

async function measureRun(): Promise<void> {
  const olareg = await startOlareg({ referrers: true });
  const distribution = await startDistribution();
  try {
    show(...(await measureCopyRun(olareg, distribution)));
  } finally {
    for (const registry of [olareg, distribution]) await registry.stop();
  }
}

async function measureMany(): Promise<void> {
  const zot = await startZot();
  const distribution = await startDistribution();
  try {
    await reachWithoutTls(zot, distribution);
    await seed(zot.url, 'bench/many', '1.0');
    await seed(zot.url, 'bench/few', '1.0', { referrers: 100, ofReferrers: 20 });
    const source = `${zot.host}/bench/many:1.0`;
    const rules = { rounds: rounds.many, name: '1,201 artifacts', place: 'many', atLeast: 2 };
    await measureCopyAndArchive(rules, {
      from: zot,
      source,
      small: `${zot.host}/bench/few:1.0`,
      target: distribution,
    });
    show(...(await measureDeletion(zot.host, 'bench/many:1.0')));
  } finally {
    for (const registry of [zot, distribution]) await registry.stop();
  }
}

type Rules = {
  readonly rounds: number;
  readonly name: string;
  readonly place: string;
  readonly atLeast: number;
};

type Way = {
  readonly from: Registry;
  readonly source: string;
  readonly small: string;
  /** Where the small one goes, and all the others unless each has a registry of its own. */
  readonly target: Registry;
  readonly openTarget?: () => Promise<Registry>;
};

/** Copies and archives `source` by us and by others; `small` warms us up, and `atLeast` is the ratio that we promise. */
async function measureCopyAndArchive(rules: Rules, way: Way): Promise<void> {
  await measureCopy(rules, way);
  await measureArchive(rules, way);
}

async function measureCopy(
  { rounds, name, place, atLeast: promised }: Rules,
  { from, source, small, target, openTarget }: Way,
): Promise<void> {
  const places = {
    registries: ({ registry = target }: { readonly registry: Registry | undefined }) => [from, registry],
    open: async (tool: string, round: number) => {
      const registry = await openTarget?.();
      return { registry, reference: `${(registry ?? target).host}/${tool}/${place}-${round}:1.0` };
    },
    leave: async ({ registry }: { readonly registry: Registry | undefined }) => registry?.stop(),
  };
  const copied = await contest(
    rounds,
    places,
    (orrery, { reference }) => copyOurs(orrery, source, reference),
    (orrery) => copyOurs(orrery, small, `${target.host}/ours/warm-up:1.0`),
    {
      oras: ({ reference }) => bench.run('oras', ['cp', '-r', ...plain, source, reference]),
      regctl: ({ reference }) => bench.run('regctl', ['image', 'copy', '--referrers', source, reference]),
    },
    async (orrery) =>
      console.log(
        `connections to the target: ${formatConnections(await connectionsOf(orrery, target.host))}`,
      ),
  );
  const bounded = `copy ${name} (the registries alone ${copied.floorMs.toFixed(0)} ms), against oras cp -r`;
  show(atLeast(bounded, copied.others.oras ?? 0, copied.ours, promised));
  show(atLeast(`copy ${name}, against regctl`, copied.others.regctl ?? 0, copied.ours, promised));
  show(atMost(`memory for copying ${name}`, copied.memoryBytes / miB, 200, 'MiB'));
}

async function measureArchive(
  { rounds, name, place, atLeast: promised }: Rules,
  { from, source, small }: Way,
): Promise<void> {
  const backup = ['backup', '--plain-http', '--include-referrers', '--output'];
  const archived = await contest(
    rounds,
    {
      registries: () => [from],
      open: async (tool, round) => `${tool}-${place}-${round}.tar`,
      leave: (file) => rm(join(bench.folder, file), { force: true }),
    },
    (orrery) => archiveOurs(orrery, source, bench),
    (orrery) => archiveOurs(orrery, small, bench),
    { oras: (file) => bench.run('oras', [...backup, file, source]) },
    async (orrery) => {
      const percent = await firstByteOfArchive(orrery, source);
      show(atMost(`archive ${name}, its first byte`, percent, 10, '% of its time'));
    },
  );
  const bounded = `archive ${name} (the registry alone ${archived.floorMs.toFixed(0)} ms), against oras backup`;
  show(atLeast(bounded, archived.others.oras ?? 0, archived.ours, promised));
  show(atMost(`memory for archiving ${name}`, archived.memoryBytes / miB, 200, 'MiB'));
}

async function reachWithoutTls(...registries: readonly { readonly host: string }[]): Promise<void> {
  for (const { host } of registries)
    await bench.run('regctl', ['registry', 'set', '--tls', 'disabled', host]);
}
