const miB = 1024 * 1024;

/** How much of a run happens at once, and how often it reports. */
export type RunLimits = {
  /** Steps that run at once. */
  readonly stepsAtOnce: number;
  /** Of these, blobs of more than `largeBytes`: a few fill the line, and more would only share it. */
  readonly largeBlobsAtOnce: number;
  readonly largeBytes: number;
  /** Requests at once while preconditions are checked or a copy is verified. */
  readonly checksAtOnce: number;
  /** Small blobs that are read before the steps that send them begin, and their bytes together. */
  readonly readAhead: number;
  readonly readAheadMaxBytes: number;
  /** Time between two reports of the bytes of one step. */
  readonly progressEveryMs: number;
  /** Events that wait for a reader before no further step starts. */
  readonly eventsWaitingMax: number;
};

export const runLimits: RunLimits = {
  stepsAtOnce: 16,
  largeBlobsAtOnce: 4,
  largeBytes: 4 * miB,
  checksAtOnce: 16,
  readAhead: 16,
  readAheadMaxBytes: 8 * miB,
  progressEveryMs: 250,
  eventsWaitingMax: 1000,
};

/** The other numeric bounds of plans, runs and archives. */
export const transferLimits = {
  /** How long a record and its archive are kept: a quarter, the rhythm in which people clean up. */
  recordKeptDays: 90,
  /** Requests at once about the target of a copy: they are short, and a person waits for the plan. */
  targetRequestsAtOnce: 24,
  /** Tags of the source that are asked for before a copy, to say which of them point to the same manifest. */
  aliasesAskedMax: 32,
  /** How often the referrers API is read before the referrers tag is written instead. */
  referrersReadsMax: 3,
  /** The wait before the second read; some registries list a referrer a moment after its push. */
  referrersLagMs: 250,
  /** How often a referrers tag is written against another client that keeps writing it. */
  referrersTagWritesMax: 5,
  /** The unit of the random wait between two of these writes; it doubles each time. */
  referrersTagBackoffMs: 100,
  /** Other tags that are resolved before a replaced list is deleted; beyond that the list stays. */
  tagsCheckedMax: 50,
  /** Manifests that are backed up before a tag moves away from them: more than the largest known index has. */
  backupManifestsMax: 2_000,
  /** Bytes of these; they are held in memory and in the journal. */
  backupMaxBytes: 64 * miB,
  /** How often content is pushed again that a registry has acknowledged and lost. */
  repeatsMax: 3,
  /** The wait before the first of these rounds; a round later waits that much longer. */
  repeatAfterMs: 250,
  /** Manifests after which a growing archive begins: of a smaller graph the whole is known in a moment. */
  growingArchiveMin: 64,
  /** Manifests and small blobs that an archive reads ahead of its writer. */
  archiveReadAhead: 16,
  /** Up to this size a blob waits in memory and is sent unasked; one round trip after the other would be slower. */
  smallBlobMaxBytes: miB,
  /** Problems that the message of a failed verification names; the rest is a number. */
  verifyNamedMax: 5,
  /** Names that a sentence of a plan lists; the rest is a number. */
  listedNamesMax: 10,
  /** Characters of a registry's own message in ours. */
  quotedMessageMax: 200,
} as const;
