/** What one question may cost. */
export const questionLimits = {
  /** Rows of a page, where the caller names no number. */
  pageRows: 100,
  /** Names that are looked up at once, at first: the most frequent package may be in every image. */
  firstNames: 4,
  /** Each time without a full page twice as many, up to so many. */
  namesMax: 100,
  /** After so many batches without a full page the answer says where to go on. */
  batchesMax: 20,
  /** Versions of one name that are compared. */
  versionsMax: 5_000,
  /** Tags of one artifact that a row names. */
  tagsOfRow: 20,
  /** From this age on evidence is old, where the caller names no number. */
  oldDays: 90,
  /** Days that are told, where the caller names no number. */
  trendDays: 90,
  /** … and of what became worse or better. */
  changeDays: 7,
  /** Hits of a saved question that are remembered and compared. */
  hitsMax: 10_000,
  /** They are read in pages of so many … */
  hitPageRows: 1_000,
  /** … and in no more pages than these: a page may be short of hits. */
  hitPagesMax: 60,
} as const;
