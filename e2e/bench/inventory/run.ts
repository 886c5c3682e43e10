import type { QueryExecutorProvider } from 'kysely';
import { sql } from 'kysely';
import { countPlanted, fill, host, plantedBelow } from '#e2e/bench/inventory/fill';
import type { Row } from '#e2e/bench/walk/table';
import { atMost, formatTable, median } from '#e2e/bench/walk/table';
import { startPostgres } from '#e2e/tools/postgres';
import { openInventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import { parseSearchCursor } from '#lib/inventory/questions/search-cursor';
import type { SearchQuestion } from '#lib/inventory/questions/search-inventory';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import { parsePattern } from '#lib/roles/repository-pattern';
import { openTables } from '#lib/server/postgres/open-tables';

// A fleet is written to a PostgreSQL of its own, and asked: how many bytes a further image takes, and how long answers take.
const sizes = (process.argv[2] ?? '1000,10000').split(',').map(Number);
const rounds = 7;
const bytesMax = 8 * 1024;
const show = (...rows: readonly Row[]) => console.log(formatTable(rows));

const postgres = await startPostgres();
const tables = openTables(postgres.url);
try {
  await prepareInventory(tables);
  const store = openInventoryStore(tables);
  let written = 0;
  let bytes = 0;
  for (const size of sizes) {
    const begun = performance.now();
    await fill(store, written, size);
    const seconds = (performance.now() - begun) / 1_000;
    await sql`VACUUM (FULL, ANALYZE)`.execute(tables);
    const grown = await databaseBytes(tables);
    const rate = Math.round((size - written) / seconds);
    console.log(`${size} images: ${rate} images a second, ${(grown / 1024 ** 2).toFixed(1)} MiB`);
    if (written > 0)
      show(atMost('bytes of a further image', Math.round((grown - bytes) / (size - written)), bytesMax, 'B'));
    bytes = grown;
    written = size;
    await ask(size);
  }
  const begun = performance.now();
  await store.sweep();
  console.log(`sweep: ${Math.round(performance.now() - begun)} ms`);
} finally {
  await tables.destroy();
  await postgres.stop();
}

async function ask(size: number): Promise<void> {
  const questions = openInventoryQuestions(tables);
  const everything = { reach: undefined };
  const pattern = parsePattern(`${host}/team1*/**`);
  const team = { reach: pattern === undefined ? [] : [pattern] };
  const searchAll = async (
    scope: Parameters<typeof questions.search>[0],
    question: Omit<SearchQuestion, 'max'>,
  ) => {
    let count = 0;
    for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
      const from = next === undefined ? undefined : parseSearchCursor(next);
      const answer = await questions.search(scope, { ...question, from, max: 1_000 });
      for (const { references } of answer.rows) count += references.length;
      next = answer.next;
    }
    return count;
  };
  const below = { kind: 'package', text: 'log4j-core', below: plantedBelow } as const;
  const found = await searchAll(everything, below);
  const truth = countPlanted(size);
  const first = (kind: SearchQuestion['kind'], text: string) => () =>
    questions.search(everything, { kind, text, max: 100 });
  show(
    {
      name: `images with log4j-core below ${plantedBelow}`,
      measured: `${found}`,
      expected: `${truth} planted`,
      isMet: found === truth,
    },
    await timed('log4j-core below 2.17, all', 50, () => searchAll(everything, below)),
    await timed('… first 100', 50, () => questions.search(everything, { ...below, max: 100 })),
    await timed('… of some teams', 50, () => questions.search(team, { ...below, max: 100 })),
    await timed('a package in most images', 50, first('package', 'lib-0')),
    await timed('a part of a package name', 50, first('package', 'cryp')),
    await timed('a vulnerability', 50, first('vulnerability', 'CVE-2026-10131')),
    await timed('a signer', 50, first('signer', 'repo-17')),
    await timed('a licence', 50, first('licence', 'Licence-7')),
    await timed('a source of builds', 50, first('source', 'acme/repo-42')),
    await timed('repositories', 50, first('repository', 'service-4')),
    await timed('coverage, page of 200', 50, () => questions.coverage(everything, { max: 200 })),
    await timed('… without a signature', 50, () =>
      questions.coverage(everything, { evidence: 'signature', state: 'none', max: 200 }),
    ),
    await timed('… of one repository', 10, () =>
      questions.coverage({ ...everything, host, repository: 'team7/service-7' }, { max: 200 }),
    ),
    await timed('trends', 50, () => questions.trends(everything, 90, 100)),
    await timed('orphans, page of 100', 50, () =>
      questions.orphans(everything, { what: 'orphan' }, undefined, 100),
    ),
  );
}

async function timed(name: string, wantedMs: number, question: () => Promise<unknown>): Promise<Row> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    await question();
    times.push(performance.now() - begun);
  }
  return atMost(name, median(times), wantedMs, 'ms');
}

async function databaseBytes(database: QueryExecutorProvider): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    SELECT pg_database_size(current_database())::float8 AS bytes`.execute(database);
  return rows[0]?.bytes ?? 0;
}
