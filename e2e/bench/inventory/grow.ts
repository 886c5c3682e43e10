import { Client } from 'pg';

/** The tables of a fleet, in the order in which they refer to each other, and the column of a serial number. */
const tables = ['repository', 'manifest', 'child', 'document', 'tag', 'referrer', 'standing'] as const;
/** Columns that hold the number of a manifest. */
const manifests = ['manifest.id', 'manifest', 'subject', 'parent', 'previous'];
const repositories = ['repository.id', 'repository'];

/**
 * Makes a fleet larger inside its database: so many copies of it, in repositories and with digests of their own, and with
 * the same names in their documents. Indexes over arrays are made anew behind it, as a restore does.
 */
export async function growFleet(url: string, copies: number): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    const { rows: indexes } = await client.query<{ name: string; made: string }>(
      "SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE tablename = 'document' AND indexdef LIKE '%USING gin%'",
    );
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    await client.query('BEGIN');
    // What is copied fits together as the original does: nobody has to look it up, nor to note what has changed.
    await client.query("SET LOCAL session_replication_role = 'replica'");
    const { rows: last } = await client.query<Last>(
      'SELECT (SELECT max(id) FROM manifest) AS manifest, (SELECT max(id) FROM repository) AS repository',
    );
    for (const table of tables)
      await copyRows(client, table, copies, last[0] ?? { manifest: 0, repository: 0 });
    await client.query('INSERT INTO stale_count SELECT id FROM repository');
    await client.query('COMMIT');
    for (const table of ['repository', 'manifest'])
      await client.query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), max(id)) FROM ${table}`);
    for (const { made } of indexes) await client.query(made);
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}

type Last = { readonly manifest: number; readonly repository: number };

async function copyRows(
  client: Client,
  table: (typeof tables)[number],
  copies: number,
  last: Last,
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 AND table_schema = current_schema()',
    [table],
  );
  const columnOf = (name: string) => {
    const isOf = (names: readonly string[]) => names.includes(name) || names.includes(`${table}.${name}`);
    if (isOf(manifests)) return `x.${name} + copy * ${last.manifest}`;
    if (isOf(repositories)) return `x.${name} + copy * ${last.repository}`;
    if (name === 'digest') return `'\\x12'::bytea || sha256(x.digest || int4send(copy * ${last.manifest}))`;
    return table === 'repository' && name === 'name'
      ? `x.name || '-' || copy * ${last.repository}`
      : `x.${name}`;
  };
  const names = rows.map(({ name }) => name);
  await client.query(`INSERT INTO ${table} (${names.join()}) OVERRIDING SYSTEM VALUE
    SELECT ${names.map(columnOf).join()} FROM ${table} x, generate_series(1, ${copies}) AS copy`);
}
