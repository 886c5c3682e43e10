const minuteS = 60;
const hourS = 60 * minuteS;

/** How jobs wait, are tried again and are given up. */
export const queueLimits = {
  /** Jobs of one registry at the same time, over all processes; it is soft, and the pace of a registry holds beside it. */
  jobsPerRegistry: 8,
  /** Jobs that a process takes at once. Of a batch of one pg-boss takes the next only when it looks again. */
  shortBatches: { batchSize: 8, localConcurrency: 2 },
  longBatches: { batchSize: 2, localConcurrency: 4 },
  /** How often it looks for jobs where nothing tells it that there are some. */
  pollSeconds: 1,
  /** … and where the database tells. */
  notifiedPollSeconds: 2,
  /** A job whose process says nothing for so long is given to another one. pg-boss takes no less. */
  heartbeatSeconds: 10,
  /** How often it is looked for such jobs. */
  superviseSeconds: 5,
  /** … in one queue, in whatever process. By default it is a minute, which a scan would stand still. */
  monitorSeconds: 10,
  /** Before it is given up, a job is tried so many times more, with waits between them that double. */
  retryLimit: 5,
  retryFirstSeconds: 1,
  retryMaxSeconds: 5 * minuteS,
  /** One manifest or one document. */
  shortJobSeconds: 10 * minuteS,
  /** A page of ten thousand tags, slowly. */
  longJobSeconds: 2 * hourS,
  /** What was done is counted in the progress of a scan for so long. */
  doneKeptSeconds: 24 * hourS,
  /** Jobs that one statement adds. */
  addedAtOnce: 1_000,
  /** Jobs under way at the end of a process may take so long to stop. */
  closeMs: 5_000,
  /** Jobs that a person takes back at once. */
  cancelledMax: 100_000,
} as const;
