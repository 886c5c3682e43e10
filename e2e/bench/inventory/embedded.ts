import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { residentBytes } from '#e2e/bench/blob/watch-memory';
import type { Row } from '#e2e/bench/walk/table';
import { atMost, formatTable } from '#e2e/bench/walk/table';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import { openEmbeddedDatabase } from '#lib/server/inventory/embedded/embedded-database';
import { openKysely } from '#lib/server/inventory/embedded/embedded-dialect';
import { tidyDatabase } from '#lib/server/inventory/embedded/tidy-database';
import { fill } from './fill.ts';
import { askAll, findPlanted, toRows } from './questions.ts';
import { timed } from './timed.ts';

/** Behind this size its page names ORRERY_DATABASE_URL. */
const images = 10_000;
const openMs = 5_000;
const idleMiB = 300;
const filledMiB = 700;
const settleMs = 10_000;
/** It computes in WebAssembly: what a server answers in a time may take so many times as long. */
const slowness = 4;

/** The database of one machine: how soon it is open, what it holds in memory, and how long its answers take. */
export async function measureEmbedded(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-bench-'));
  try {
    const first = await timed(async () => {
      const making = await openEmbeddedDatabase(folder);
      await making.close();
      const made = await openEmbeddedDatabase(folder);
      await prepareInventory(openKysely(made));
      return made;
    });
    show(atMost('first open', Math.round(first.ms), openMs, 'ms'));
    show(memory('empty'));
    const filled = await timed(() => fill(openInventoryStore(openKysely(first.result)), 0, images));
    console.log(`${images} images: ${Math.round((images / filled.ms) * 1_000)} images a second are written`);
    show(memory('filled', filledMiB));
    const tidied = await timed(() => tidyDatabase(first.result));
    console.log(`its tables are tidied in ${Math.round(tidied.ms)} ms`);
    await first.result.close();

    const again = await timed(() => openEmbeddedDatabase(folder));
    show(atMost('opened again', Math.round(again.ms), openMs, 'ms'));
    const database = openKysely(again.result);
    show(await findPlanted(database, images), ...toRows(await askAll(database), slowness));
    await wait(settleMs);
    show(memory('idle, after these questions'));
    await again.result.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function show(...rows: readonly Row[]): void {
  console.log(formatTable(rows));
}

function memory(when: string, wantedMiB = idleMiB): Row {
  const [child] = childrenOf(process.pid);
  const bytes = child === undefined ? Number.NaN : residentBytes(child);
  return atMost(`memory of its process, ${when}`, Math.round(bytes / 1024 ** 2), wantedMiB, 'MiB');
}

/** The processes that a process has started and that have not ended. */
export function childrenOf(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}
