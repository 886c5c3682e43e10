import { archiveOurs, contest, copyOurs } from '#e2e/bench/copy/contest';
import { measureDeletion } from '#e2e/bench/copy/deletion';
import { seedLargeImage } from '#e2e/bench/copy/large-image';
import { seed } from '#e2e/bench/walk/seed/seed';
import type { Row } from '#e2e/bench/walk/table';
import { atLeast, atMost, formatTable } from '#e2e/bench/walk/table';
import { startDistribution, startOlareg, startZot } from '#e2e/registries/real-registries';
import { makeWorkbench } from '#e2e/tools/workbench';

// Many small artifacts from zot to distribution 3, and 2 GiB of layers from olareg to olareg: copied and archived by us,
// oras and regctl in one run.
const miB = 1024 * 1024;
const show = (...rows: readonly Row[]) => console.log(formatTable(rows));
const rounds = { many: 1, large: 1 };
const bench = makeWorkbench();
const plain = ['--from-plain-http', '--to-plain-http'];

try {
  await measureLarge();
  await measureMany();
} finally {
  bench.remove();
}

// olareg keeps all in memory, four copies of 2 GiB and what they grew through: it ends before the next begins.
async function measureLarge(): Promise<void> {
  const olareg = await startOlareg({ referrers: true });
  const other = await startOlareg({ referrers: true });
  try {
    for (const { host } of [olareg, other])
      await bench.run('regctl', ['registry', 'set', '--tls', 'disabled', host]);
    const large = await seedLargeImage(olareg.url, 'bench/large', '1.0', [900, 700, 300, 148]);
    const small = await seedLargeImage(olareg.url, 'bench/small', '1.0', [64]);
    const copiedLarge = await contest(
      rounds.large,
      (orrery, round) => copyOurs(orrery, large, `${other.host}/ours/large-${round}:1.0`),
      (orrery) => copyOurs(orrery, small, `${other.host}/ours/small:1.0`),
      {
        oras: (round) =>
          bench.run('oras', ['cp', '-r', ...plain, large, `${other.host}/oras/large-${round}:1.0`]),
        regctl: (round) =>
          bench.run('regctl', [
            'image',
            'copy',
            '--referrers',
            large,
            `${other.host}/regctl/large-${round}:1.0`,
          ]),
      },
    );
    show(atLeast('copy 2 GiB, against oras cp -r', copiedLarge.others.oras ?? 0, copiedLarge.ours, 1));
    show(atLeast('copy 2 GiB, against regctl', copiedLarge.others.regctl ?? 0, copiedLarge.ours, 1));
    show(atMost('memory for copying 2 GiB', copiedLarge.memoryBytes / miB, 200, 'MiB'));

    const archivedLarge = await contest(
      rounds.large,
      (orrery) => archiveOurs(orrery, large, bench),
      (orrery) => archiveOurs(orrery, small, bench),
      {
        oras: (round) =>
          bench.run('oras', [
            'backup',
            '--plain-http',
            '--include-referrers',
            '--output',
            `large-${round}.tar`,
            large,
          ]),
      },
    );
    show(
      atLeast('archive 2 GiB, against oras backup', archivedLarge.others.oras ?? 0, archivedLarge.ours, 1),
    );
    show(atMost('memory for archiving 2 GiB', archivedLarge.memoryBytes / miB, 200, 'MiB'));
  } finally {
    for (const registry of [olareg, other]) await registry.stop();
  }
}

async function measureMany(): Promise<void> {
  const zot = await startZot();
  const distribution = await startDistribution();
  try {
    for (const { host } of [zot, distribution])
      await bench.run('regctl', ['registry', 'set', '--tls', 'disabled', host]);
    await seed(zot.url, 'bench/many', '1.0');
    await seed(zot.url, 'bench/few', '1.0', { referrers: 100, ofReferrers: 20 });
    const many = `${zot.host}/bench/many:1.0`;
    const few = `${zot.host}/bench/few:1.0`;

    const copied = await contest(
      rounds.many,
      (orrery, round) => copyOurs(orrery, many, `${distribution.host}/ours/many-${round}:1.0`),
      (orrery) => copyOurs(orrery, few, `${distribution.host}/ours/few:1.0`),
      {
        oras: (round) =>
          bench.run('oras', ['cp', '-r', ...plain, many, `${distribution.host}/oras/many-${round}:1.0`]),
        regctl: (round) =>
          bench.run('regctl', [
            'image',
            'copy',
            '--referrers',
            many,
            `${distribution.host}/regctl/many-${round}:1.0`,
          ]),
      },
    );
    show(atLeast('copy 1,201 artifacts, against oras cp -r', copied.others.oras ?? 0, copied.ours, 2));
    show(atLeast('copy 1,201 artifacts, against regctl', copied.others.regctl ?? 0, copied.ours, 2));
    show(atMost('memory for copying 1,201 artifacts', copied.memoryBytes / miB, 200, 'MiB'));

    const archived = await contest(
      rounds.many,
      (orrery) => archiveOurs(orrery, many, bench),
      (orrery) => archiveOurs(orrery, few, bench),
      {
        oras: (round) =>
          bench.run('oras', [
            'backup',
            '--plain-http',
            '--include-referrers',
            '--output',
            `many-${round}.tar`,
            many,
          ]),
      },
    );
    show(
      atLeast('archive 1,201 artifacts, against oras backup', archived.others.oras ?? 0, archived.ours, 2),
    );
    show(atMost('memory for archiving 1,201 artifacts', archived.memoryBytes / miB, 200, 'MiB'));
    show(...(await measureDeletion(zot.host, 'bench/many:1.0')));
  } finally {
    for (const registry of [zot, distribution]) await registry.stop();
  }
}
