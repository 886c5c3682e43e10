import { connectionsOf, formatConnections } from '#e2e/bench/connections';
import { archiveOurs, contest, copyOurs, firstByteOfArchive } from '#e2e/bench/copy/contest';
import { measureCopyRun } from '#e2e/bench/copy/copy-run';
import { measureDeletion } from '#e2e/bench/copy/deletion';
import { seedLargeImage } from '#e2e/bench/copy/large-image';
import { seed } from '#e2e/bench/walk/seed/seed';
import type { Row } from '#e2e/bench/walk/table';
import { atLeast, atMost, formatTable } from '#e2e/bench/walk/table';
import { startDistribution, startOlareg, startZot } from '#e2e/registries/real-registries';
import { makeWorkbench } from '#e2e/tools/workbench';

// Many small artifacts from zot to distribution 3, and 2 GiB of layers from olareg to olareg: copied and archived by us,
// oras and regctl in one run. zot computes for seconds what olareg answers at once, so the copy by us alone is from there.
const miB = 1024 * 1024;
const show = (...rows: readonly Row[]) => console.log(formatTable(rows));
const rounds = { many: 1, large: 1 };
const bench = makeWorkbench();
const plain = ['--from-plain-http', '--to-plain-http'];

try {
  await measureLarge();
  await measureRun();
  await measureMany();
} finally {
  bench.remove();
}

// olareg keeps all in memory, four copies of 2 GiB and what they grew through: it ends before the next begins.
async function measureLarge(): Promise<void> {
  const olareg = await startOlareg({ referrers: true });
  const other = await startOlareg({ referrers: true });
  try {
    await reachWithoutTls(olareg, other);
    const source = await seedLargeImage(olareg.url, 'bench/large', '1.0', [900, 700, 300, 148]);
    const small = await seedLargeImage(olareg.url, 'bench/small', '1.0', [64]);
    const rules = { rounds: rounds.large, name: '2 GiB', place: 'large', atLeast: 1 };
    await measureCopyAndArchive(rules, { source, small, target: other.host });
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
      source,
      small: `${zot.host}/bench/few:1.0`,
      target: distribution.host,
    });
    show(...(await measureDeletion(zot.host, 'bench/many:1.0')));
  } finally {
    for (const registry of [zot, distribution]) await registry.stop();
  }
}

/** Copies and archives `source` by us and by others; `small` warms us up, and `atLeast` is the ratio that we promise. */
async function measureCopyAndArchive(
  rules: {
    readonly rounds: number;
    readonly name: string;
    readonly place: string;
    readonly atLeast: number;
  },
  { source, small, target }: { readonly source: string; readonly small: string; readonly target: string },
): Promise<void> {
  const { name, place } = rules;
  const at = (tool: string, round: number) => `${target}/${tool}/${place}-${round}:1.0`;
  const copied = await contest(
    rules.rounds,
    (orrery, round) => copyOurs(orrery, source, at('ours', round)),
    (orrery) => copyOurs(orrery, small, `${target}/ours/warm-up:1.0`),
    {
      oras: (round) => bench.run('oras', ['cp', '-r', ...plain, source, at('oras', round)]),
      regctl: (round) => bench.run('regctl', ['image', 'copy', '--referrers', source, at('regctl', round)]),
    },
    {
      atEnd: async (orrery) =>
        console.log(`connections to the target: ${formatConnections(await connectionsOf(orrery, target))}`),
    },
  );
  show(atLeast(`copy ${name}, against oras cp -r`, copied.others.oras ?? 0, copied.ours, rules.atLeast));
  show(atLeast(`copy ${name}, against regctl`, copied.others.regctl ?? 0, copied.ours, rules.atLeast));
  show(atMost(`memory for copying ${name}`, copied.memoryBytes / miB, 200, 'MiB'));

  const backup = ['backup', '--plain-http', '--include-referrers', '--output'];
  const archived = await contest(
    rules.rounds,
    (orrery) => archiveOurs(orrery, source, bench),
    (orrery) => archiveOurs(orrery, small, bench),
    { oras: (round) => bench.run('oras', [...backup, `${place}-${round}.tar`, source]) },
    {
      atEnd: async (orrery) =>
        show(
          atMost(
            `archive ${name}, its first byte`,
            await firstByteOfArchive(orrery, source),
            10,
            '% of its time',
          ),
        ),
    },
  );
  show(
    atLeast(`archive ${name}, against oras backup`, archived.others.oras ?? 0, archived.ours, rules.atLeast),
  );
  show(atMost(`memory for archiving ${name}`, archived.memoryBytes / miB, 200, 'MiB'));
}

async function reachWithoutTls(...registries: readonly { readonly host: string }[]): Promise<void> {
  for (const { host } of registries)
    await bench.run('regctl', ['registry', 'set', '--tls', 'disabled', host]);
}
