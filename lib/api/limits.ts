const miB = 1024 * 1024;

/** Every number that bounds what a page asks of our server, and how long it believes an answer. */
export const apiLimits = {
  /** Lists and graphs change under us; within this time going back and forth does not ask again. */
  listFreshMs: 30_000,
  /** A list of rows that somebody comes back to within this time asks nothing again. */
  summaryFreshMs: 60_000,
  /** What a digest names never changes, but a document that is being read, or could not be, does. */
  documentFreshMs: 5 * 60_000,
  /** As many tags as a registry gives in one answer, which names them in its next address too … */
  tagsAtOnce: 1_000,
  /** … and behind those several answers at once, of which our server makes one. */
  moreTagsAtOnce: 10_000,
  /** Pages of names that come within this time are drawn together; a longer wait looks as if the reading had stopped. */
  namesGatherMs: 300,
  /** Names that make that time one millisecond longer: fifty thousand are sorted and grouped again once a second. */
  namesPerGatherMs: 50,
  /** Rows of one answer of the inventory. */
  answerRowsMax: 1_000,
  /** Rows that a table asks for at a time: several screens of them. */
  tableRows: 200,
  /** So often a page asks for more rows of a document that is still being read. */
  readingRowsMs: 700,
  /** A registry is asked for the rows in sight when a list has rested for so long. */
  sightRestMs: 400,
  /** A list asks at most this many questions at the same time, however many of its rows are in sight. */
  rowQuestionsMax: 8,
  /** A list that completes what somebody types is asked for when the typing has stopped for so long. */
  completionPauseMs: 250,
  /** As many names that fit narrow nothing down: the rest of the list need not be read. */
  completionsEnough: 100,
  /** Twenty thousand tags, or two thousand repositories: more would hold the registry up for letters that are still typed. */
  completionPagesMax: 20,
  /** About three frames: soon enough to look immediate, seldom enough to leave the browser time to draw. */
  batchMs: 50,
  /** Rows that make a batch one millisecond longer: ten thousand are sorted and counted twice a second. */
  rowsPerBatchMs: 20,
  /** A longer wait looks as if the reading had stopped. */
  batchMaxMs: 500,
  /** About a hundred artifacts and how they hang together: so many facts are read before the page may draw. */
  firstFacts: 250,
  /** The page may draw for this long where many facts came at once. */
  drawPauseMs: 20,
  /** Speed and time left of a run come from this span. */
  speedSpanMs: 8_000,
  /** Hashing needs the whole file in memory. */
  hashMaxBytes: 64 * miB,
  /** So many artifacts are opened at once; the others are opened where they are. */
  artifactsMax: 5_000,
  /** The inventory is asked again so soon while a scan is under way … */
  scanBusyMs: 1_000,
  /** … and so soon where nothing happens. */
  scanIdleMs: 30_000,
  /** An answer of the inventory that is empty is asked for again so soon: a scan may be under way. */
  emptyAgainMs: 5_000,
} as const;

/** Artifacts, and tags, that one request for a plan lists: as many as an audit looks at. */
export const planListedMax = 10_000;
