const columns = `artifacts int NOT NULL, tags int NOT NULL, unresolved int NOT NULL, states int[] NOT NULL,
      unknown int[] NOT NULL, critical int NOT NULL, high int NOT NULL, as_of timestamptz`;

/** A trigger for each way in which rows of a table change: it notes the repositories of the rows. */
function triggersOf(table: string, events: readonly ('INSERT' | 'UPDATE' | 'DELETE')[], note: string) {
  return events.map(
    (event) => `CREATE TRIGGER ${table}_${event.toLowerCase()} AFTER ${event} ON ${table}
      REFERENCING ${event === 'DELETE' ? 'OLD' : 'NEW'} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ${note}()`,
  );
}

const noting = (repositories: string) =>
  `RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO stale_count ${repositories}; RETURN NULL; END $$`;

/**
 * How many artifacts of each repository are in which state, so that nobody who asks has to count them. Whatever changes
 * a row that is counted notes its repository in `stale_count`, in the same transaction. A count takes away the notes that
 * it sees: the note of a change that it does not see stays.
 */
export const countTables: readonly string[] = [
  `CREATE TABLE repository_count (repository int PRIMARY KEY REFERENCES repository ON DELETE CASCADE, ${columns})`,
  'CREATE TABLE stale_count (repository int NOT NULL)',
  'CREATE INDEX stale_count_repository ON stale_count (repository)',
  `CREATE FUNCTION note_stale_count() ${noting('SELECT DISTINCT repository FROM changed')}`,
  `CREATE FUNCTION note_stale_document() ${noting(`SELECT DISTINCT f.repository
    FROM changed d JOIN referrer f ON f.manifest = d.manifest WHERE d.unread IS NOT NULL`)}`,
  ...triggersOf('tag', ['INSERT', 'UPDATE', 'DELETE'], 'note_stale_count'),
  ...triggersOf('standing', ['INSERT', 'UPDATE', 'DELETE'], 'note_stale_count'),
  ...triggersOf('document', ['INSERT', 'DELETE'], 'note_stale_document'),
  'INSERT INTO stale_count SELECT id FROM repository',
];
