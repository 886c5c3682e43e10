const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** What the database of one machine may cost. */
export const embeddedLimits = {
  sharedBuffers: '16MB',
  /** For more images of a registry its page names ORRERY_DATABASE_URL. */
  imagesMax: 10_000,
  /** A folder that is locked may be given free in a moment. */
  lockTries: 50,
  lockWaitMs: 100,
  /** It is closed in so many milliseconds, or killed. */
  closeMs: 5 * secondMs,
  /** Without a question and without a job it is ended after so long. */
  idleMs: 10 * minuteMs,
  idleCheckMs: minuteMs,
  /** How often the time of the last notification is written down. */
  notedEveryMs: 1_000,
  /** What a person asked to know is looked at again so often, as far as it is due … */
  lookMs: 60 * minuteMs,
  /** … and not while Orrery has only just started. */
  firstLookMs: 2 * minuteMs,
  /** Registries and repositories whose state is kept while it is closed. */
  seenMax: 50,
} as const;
