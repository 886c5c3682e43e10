import { Client } from 'pg';
import { atMost, formatTable } from '#e2e/bench/walk/table';
import { startPostgres } from '#e2e/tools/postgres';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import { openTables } from '#lib/server/postgres/open-tables';
import { fill } from './fill.ts';
import { growFleet } from './grow.ts';
import type { AnswerTime } from './questions.ts';
import { askAll, findPlanted, toRows } from './questions.ts';
import { timed } from './timed.ts';

const sizes = [1_000, 10_000] as const;
/** Inside the database the largest fleet becomes so many times as large. */
const times = 10;
const bytesMax = 8 * 1024;

type Grown = {
  readonly images: number;
  readonly bytes: number;
  readonly rows: number;
  readonly answers: readonly AnswerTime[];
};

/** Fleets in a PostgreSQL of their own: how fast they are written, what an image takes, how long answers take. */
export async function measurePostgres(): Promise<void> {
  const postgres = await startPostgres();
  const tables = openTables(postgres.url);
  const grown: Grown[] = [];
  const largest = sizes[1];
  try {
    await prepareInventory(tables);
    const store = openInventoryStore(tables);
    const measure = async (images: number, copies: number) => {
      const { ms } = await timed(() => store.sweep());
      console.log(`${images} images: a sweep takes ${Math.round(ms)} ms`);
      const answers = await askAll(tables);
      grown.push({ images, ...(await sizeOf(postgres.url)), answers });
      console.log(formatTable([await findPlanted(tables, images / copies, copies)]));
    };
    let written = 0;
    for (const size of sizes) {
      const { ms } = await timed(() => fill(store, written, size));
      console.log(
        `${size} images: ${Math.round(((size - written) / ms) * 1_000)} images a second are written`,
      );
      written = size;
      await clean(postgres.url);
      await measure(size, 1);
      console.log(formatTable(toRows(grown.at(-1)?.answers ?? [])));
    }
    const { ms } = await timed(() => growFleet(postgres.url, times - 1));
    console.log(`${largest * times} images: copied in ${Math.round(ms / 1_000)} s`);
    await measure(largest * times, times);
    showCurve(grown);
  } finally {
    await tables.destroy();
    await postgres.stop();
  }
}

/** Each size beside the others: what grows with the fleet should grow as it does, and no more. */
function showCurve(grown: readonly Grown[]): void {
  const line = (name: string, values: readonly string[]) =>
    console.log([name.padEnd(38), ...values.map((value) => value.padStart(10))].join(' '));
  const of = (pick: (one: Grown) => number) => grown.map((one) => pick(one).toLocaleString('en'));
  console.log();
  line(
    'images',
    of(({ images }) => images),
  );
  line(
    'rows',
    of(({ rows }) => rows),
  );
  line(
    'MiB',
    of(({ bytes }) => Math.round(bytes / 1024 ** 2)),
  );
  for (const [at, { name }] of (grown[0]?.answers ?? []).entries())
    line(
      `${name}, ms`,
      of(({ answers }) => Number((answers[at]?.ms ?? Number.NaN).toFixed(1))),
    );
  for (const [at, after] of grown.entries()) {
    const before = grown[at - 1];
    if (before === undefined) continue;
    const each = Math.round((after.bytes - before.bytes) / (after.images - before.images));
    console.log(formatTable([atMost(`bytes of a further image, to ${after.images}`, each, bytesMax, 'B')]));
  }
}

/** What was written once and is not there any more does not count: images take what a settled database has for them. */
async function clean(url: string): Promise<void> {
  await withClient(url, (client) => client.query('VACUUM (FULL, ANALYZE)'));
}

async function sizeOf(url: string): Promise<{ readonly bytes: number; readonly rows: number }> {
  return await withClient(url, async (client) => {
    await client.query('ANALYZE');
    const { rows } = await client.query<{ bytes: number; rows: number }>(
      `SELECT pg_database_size(current_database())::float8 AS bytes,
        (SELECT sum(reltuples) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
          AND reltuples > 0)::float8 AS rows`,
    );
    return rows[0] ?? { bytes: Number.NaN, rows: Number.NaN };
  });
}

// Statements of the product end after ten seconds.
async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
