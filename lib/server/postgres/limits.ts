const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** What the database may cost, and how soon a replica that says nothing is taken for gone. */
export const postgresLimits = {
  /** Connections of one replica: a look-up takes less than a millisecond, and servers take a hundred of all. */
  connectionsMax: 10,
  /** One that nobody needs is closed. */
  connectionIdleMs: 30 * secondMs,
  /** Who waits longer for a connection is told that the database is away. */
  connectTimeoutMs: 2 * secondMs,
  /** The longest statement reads a thousand rows of the audit log. */
  statementTimeoutMs: 10 * secondMs,
  /** A transaction whose replica has gone holds its locks no longer. */
  abandonedTransactionMs: 10 * secondMs,
  /** The start is tried again for so long while the database is away. */
  startPatienceMs: minuteMs,
  /** How often a replica says that it lives, and looks for runs that were cancelled or left behind. */
  beatMs: secondMs,
  /** A replica that waits so long for a word of the database is not ready. */
  unansweredMs: 3 * secondMs,
  /** A replica that has said nothing for so long is gone, and its runs may be resumed elsewhere … */
  goneMs: 10 * secondMs,
  /** … and after this time it is forgotten. */
  forgottenMs: 24 * 60 * minuteMs,
  /** Where an upload lies is known for so long: longer than the record of a plan that may need it. */
  uploadKnownMs: 100 * 24 * 60 * minuteMs,
  /** What has ended is removed so often. */
  cleaningMs: minuteMs,
  /** How often the steps of a run at another replica are looked at without a signal, which may get lost. */
  followMs: 2 * secondMs,
  /** How often the bytes of a run are told to the other replicas. */
  progressMs: secondMs,
  /** Runs of which it is known when their bytes were told last. */
  toldRunsMax: 1_000,
  /** PostgreSQL takes signals of less than 8,000 bytes. */
  signalMaxLetters: 2_000,
  /** Rows of the audit log that are read at once. */
  auditPageRows: 1_000,
} as const;
