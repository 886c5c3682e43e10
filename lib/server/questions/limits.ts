const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** What saved questions may take. */
export const savedQuestionLimits = {
  questionsMax: 100,
  /** Changes of its hits that a question remembers, the newest. */
  changesMax: 100,
  /** Artifacts that one change names. */
  namedMax: 200,
  /** Entries of a feed. */
  entriesMax: 200,
  /** Who asks again within this time gets what was found then. */
  knownMs: 10 * secondMs,
  /** One job asks questions for so long, and then the next one goes on … */
  watchForMs: 5 * minuteMs,
  /** … and looks up so many at once. */
  watchedAtOnce: 200,
  /** After a job of a scan it is waited for so long: others follow. */
  watchDelayMs: 15 * secondMs,
  /** Bytes of a file on one's own machine: ten thousand hits have 2 MiB. */
  fileMaxBytes: 16 * 1024 * 1024,
  /** Bytes of a request that saves a question. */
  requestMaxBytes: 16 * 1024,
  /** Wrong keys that one address may try within the time below; the right one is never counted. */
  wrongKeysMax: 60,
  wrongKeysPerMs: minuteMs,
  /** A receiver has to answer within this time. */
  deliveryTimeoutMs: 10 * secondMs,
  /** Bytes of its answer that are read, only to be thrown away. */
  deliveryAnswerMaxBytes: 64 * 1024,
  /** A delivery that fails is tried so often again, after a pause that doubles each time. */
  deliveryRetriesMax: 10,
  deliveryFirstPauseMs: 5 * secondMs,
  deliveryLastPauseMs: 60 * minuteMs,
  /** A change that is not written yet is waited for so often, after a pause that doubles each time: half a minute. */
  unwrittenTriesMax: 5,
  unwrittenPauseMs: secondMs,
  /** What somebody may read is believed for so many days after they were here last. */
  rightsKnownDays: 30,
  /** That they are here is written down no more often than this. */
  seenEveryMs: 60 * minuteMs,
  /** People whose rights this process knows to be stored, and for how long: another process may store others. */
  reachKnownMs: 10 * minuteMs,
  knownReachesMax: 10_000,
} as const;
