/** One step of the schema. It is never edited once it has been released: what comes later is a migration of its own. */
export type Migration = {
  /**
   * The number of the oldest migration that a replica has to know to work on the schema from here on. A migration that
   * only adds keeps the number of the one before, and older replicas go on beside newer ones; what they use is taken
   * away by a later release, which names a higher one.
   */
  readonly needs: number;
  readonly statements: readonly string[];
};

/** All migrations, the first one first; the number of each is its place, from 1. */
export const migrations: readonly Migration[] = [
  {
    needs: 1,
    statements: [
      `CREATE TABLE plan (
        place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL UNIQUE, owner text NOT NULL,
        action text NOT NULL, title text NOT NULL, created text NOT NULL, expires text NOT NULL, content text NOT NULL,
        uploads text[] NOT NULL, state text NOT NULL, reason text, code text, replica text,
        is_cancelled boolean NOT NULL DEFAULT false)`,
      'CREATE INDEX plan_state ON plan (state, place)',
      'CREATE INDEX plan_owner ON plan (owner, place)',
      `CREATE TABLE step (
        plan text NOT NULL REFERENCES plan (id) ON DELETE CASCADE, id text NOT NULL, state text NOT NULL, reason text,
        code text, bytes bigint, turn bigint NOT NULL, PRIMARY KEY (plan, id))`,
      'CREATE SEQUENCE step_turn',
      `CREATE TABLE backup (
        plan text NOT NULL REFERENCES plan (id) ON DELETE CASCADE, step text NOT NULL, manifests text NOT NULL,
        PRIMARY KEY (plan, step))`,
      'CREATE TABLE audit (row bigint PRIMARY KEY, line text NOT NULL)',
      'CREATE TABLE audit_head (row bigint NOT NULL, hash text NOT NULL)',
      `INSERT INTO audit_head VALUES (0, '${'0'.repeat(64)}')`,
      `CREATE TABLE session (
        key text PRIMARY KEY, issuer text NOT NULL, subject text NOT NULL, sid text, name text NOT NULL, email text,
        groups text[] NOT NULL, sealed bytea NOT NULL, authenticated_at timestamptz NOT NULL,
        version int NOT NULL DEFAULT 1, created_at timestamptz NOT NULL DEFAULT now(),
        seen_at timestamptz NOT NULL DEFAULT now(), refreshed_at timestamptz NOT NULL DEFAULT now(),
        ends_at timestamptz NOT NULL)`,
      'CREATE INDEX session_person ON session (issuer, subject)',
      'CREATE TABLE kept_once (key text PRIMARY KEY, value bytea NOT NULL, ends_at timestamptz NOT NULL)',
      'CREATE TABLE used_once (name text PRIMARY KEY, ends_at timestamptz NOT NULL)',
      `CREATE TABLE replica (
        id text PRIMARY KEY, started_at timestamptz NOT NULL DEFAULT now(), seen_at timestamptz NOT NULL DEFAULT now())`,
    ],
  },
  // What of the audit log is asked for. Older replicas go on without it, and their rows are completed by newer ones.
  {
    needs: 1,
    statements: [
      `ALTER TABLE audit ADD COLUMN time timestamptz, ADD COLUMN owner text, ADD COLUMN actor text,
        ADD COLUMN place text, ADD COLUMN verb text, ADD COLUMN outcome text`,
      'CREATE INDEX audit_owner ON audit (owner, row)',
      'CREATE INDEX audit_time ON audit (time)',
      'CREATE INDEX audit_incomplete ON audit (row) WHERE time IS NULL',
    ],
  },
  {
    needs: 1,
    statements: [
      `CREATE TABLE service_account (
        registry text PRIMARY KEY, username text NOT NULL, sealed bytea NOT NULL, is_shared boolean NOT NULL,
        changed_by text NOT NULL, changed_at timestamptz NOT NULL DEFAULT now(), version int NOT NULL DEFAULT 1)`,
    ],
  },
  // How far some replica has verified the audit log: the next that starts reads on from there.
  {
    needs: 1,
    statements: [
      `ALTER TABLE audit_head ADD COLUMN checked_row bigint NOT NULL DEFAULT 0,
        ADD COLUMN checked_hash text NOT NULL DEFAULT '${'0'.repeat(64)}'`,
    ],
  },
  // Which replica holds a file. Older replicas hold theirs for themselves, as before.
  {
    needs: 1,
    statements: [
      "ALTER TABLE replica ADD COLUMN name text NOT NULL DEFAULT '', ADD COLUMN address text",
      `CREATE TABLE holding (
        kind text NOT NULL, id text NOT NULL, owner text NOT NULL, replica text NOT NULL, replica_name text NOT NULL,
        added_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (kind, id))`,
    ],
  },
  {
    needs: 1,
    statements: [
      `CREATE TABLE saved_audit (
        id text PRIMARY KEY, owner text NOT NULL, scope text NOT NULL, saved_at timestamptz NOT NULL, head text NOT NULL,
        content bytea NOT NULL)`,
      'CREATE INDEX saved_audit_owner ON saved_audit (owner, saved_at)',
    ],
  },
  // Counts for a minute or so: after a crash of the database they may begin anew.
  {
    needs: 1,
    statements: [
      'CREATE UNLOGGED TABLE attempt (key text PRIMARY KEY, count int NOT NULL, ends_at timestamptz NOT NULL)',
    ],
  },
  // How registries prove that a notification is theirs.
  {
    needs: 1,
    statements: [
      `CREATE TABLE hook (
        registry text PRIMARY KEY, sealed bytea NOT NULL, changed_by text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(), last_at timestamptz, last_error text)`,
    ],
  },
  // A notification that could not be read is still told after one that could.
  { needs: 1, statements: ['ALTER TABLE hook ADD COLUMN error_at timestamptz'] },
  // Questions that people keep: they cannot be read again from registries, as the inventory can.
  {
    needs: 1,
    statements: [
      `CREATE TABLE saved_question (
        id text PRIMARY KEY, owner text NOT NULL, name text NOT NULL, is_shared boolean NOT NULL, content text NOT NULL,
        reach text[], asked_at timestamptz, standing text, memory text, delivery text, version int NOT NULL DEFAULT 1)`,
      'CREATE INDEX saved_question_owner ON saved_question (owner)',
      'CREATE INDEX saved_question_asked ON saved_question (asked_at)',
    ],
  },
  // When the owner of a question was here last: their rights are believed for a while.
  {
    needs: 1,
    statements: ['ALTER TABLE saved_question ADD COLUMN owner_seen_at timestamptz NOT NULL DEFAULT now()'],
  },
];
