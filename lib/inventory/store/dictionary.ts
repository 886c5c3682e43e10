import type { QueryExecutorProvider } from 'kysely';
import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { inSlices } from '#lib/async/slices';
import { toStorable } from '#lib/text/storable-text';
import { storeLimits } from './limits.ts';
import { queryRows } from './query-rows.ts';

/** Names that stand in a table once, each with a number. */
export type Dictionary<Name> = {
  /** The numbers of these names, in their order; names that are new get one. */
  readonly idsOf: (database: QueryExecutorProvider, names: readonly Name[]) => Promise<readonly number[]>;
};

/** A column of a dictionary, and how many characters of a value it takes: the rest is cut off. */
type Column<Name> = { readonly name: string; readonly max: number; readonly of: (name: Name) => string };

/** The dictionary in a table. Its rows are written outside of transactions and never removed, so that numbers can be remembered. */
export function createDictionary<Name>(
  table: string,
  columns: readonly Column<Name>[],
  rememberedMax: number = storeLimits.rememberedIds,
): Dictionary<Name> {
  const remembered = new LRUCache<string, number>({ max: rememberedMax });
  return {
    idsOf: async (database, names) => {
      const entries = names.map((name) => columns.map(({ of, max }) => cutTo(of(name), max)));
      const found = new Map<string, number>();
      const missing = new Map<string, readonly string[]>();
      for (const entry of entries) {
        const key = keyOf(entry);
        const id = remembered.get(key);
        if (id === undefined) missing.set(key, entry);
        else found.set(key, id);
      }
      const learn = (rows: readonly FoundRow[]) => {
        for (const { id, entry } of rows) {
          const key = keyOf(entry);
          missing.delete(key);
          found.set(key, id);
          remembered.set(key, id);
        }
      };
      for await (const some of inSlices([...missing.values()], storeLimits.namesAtOnce))
        learn(await find(database, table, columns, some));
      // In one order for all: two processes never wait for each other crosswise.
      const sorted = [...missing].toSorted(([one], [other]) => (one < other ? -1 : 1));
      for await (const some of inSlices(sorted, storeLimits.namesAtOnce)) {
        const added = some.map(([, entry]) => entry);
        await add(database, table, columns, added);
        learn(await find(database, table, columns, added));
      }
      return entries.map((entry) => found.get(keyOf(entry)) ?? 0);
    },
  };
}

/** Each number once, in their order, as the arrays of the tables hold them. */
export function toIdSet(ids: readonly number[]): readonly number[] {
  return [...new Set(ids)].sort((one, other) => one - other);
}

/** A text that fits: what is too long ends with a dot for what is missing. */
export function cutTo(text: string, maxCharacters: number): string {
  const storable = toStorable(text);
  return storable.length <= maxCharacters
    ? storable
    : `${storable.slice(0, maxCharacters - 1).toWellFormed()}…`;
}

type FoundRow = { readonly id: number; readonly entry: readonly string[] };
type NamedColumn = { readonly name: string };

async function find(
  database: QueryExecutorProvider,
  table: string,
  columns: readonly NamedColumn[],
  entries: readonly (readonly string[])[],
): Promise<readonly FoundRow[]> {
  const refs = columns.map(({ name }) => sql.ref(name));
  const same = refs.map((ref) => sql`d.${ref} = u.${ref}`);
  return await queryRows(
    database,
    sql<FoundRow>`SELECT d.id, ARRAY[${sql.join(refs.map((ref) => sql`d.${ref}`))}] AS entry
      FROM ${sql.table(table)} AS d JOIN ${unnested(columns, entries)} ON ${sql.join(same, sql` AND `)}`,
  );
}

async function add(
  database: QueryExecutorProvider,
  table: string,
  columns: readonly NamedColumn[],
  entries: readonly (readonly string[])[],
): Promise<void> {
  const refs = sql.join(columns.map(({ name }) => sql.ref(name)));
  await sql`INSERT INTO ${sql.table(table)} (${refs}) SELECT * FROM ${unnested(columns, entries)}
    ON CONFLICT DO NOTHING`.execute(database);
}

function unnested(columns: readonly NamedColumn[], entries: readonly (readonly string[])[]) {
  const lists = columns.map((_, place) => sql`${entries.map((entry) => entry[place])}::text[]`);
  return sql`unnest(${sql.join(lists)}) AS u(${sql.join(columns.map(({ name }) => sql.ref(name)))})`;
}

function keyOf(entry: readonly string[]): string {
  return entry.join('\0');
}
