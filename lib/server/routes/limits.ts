/** How long answers gather what comes in pieces. */
export const gatherLimits = {
  /** Pages of names that a registry gives within this time go out as one; longer, and the page would seem to stand still. */
  pagesMs: 200,
} as const;

/** Notifications without the right token that are refused for one address, before it is told to wait. */
export const hookLimits = {
  refusedMax: 60,
  refusedPerMs: 60_000,
} as const;

/** What one answer about the audit log may have. */
export const auditLogLimits = {
  /** Rows of a page when nobody says how many. */
  pageRows: 100,
  /** Rows are counted no further: nobody reads on from there, and it takes long. */
  countedMax: 10_000,
  /** Rows of one file; a year of a busy team, and some 500 MiB. */
  exportedMax: 1_000_000,
  /** Rows of a file that are in memory at once. */
  exportedAtOnce: 1_000,
} as const;

/** What one report of retention may have. */
export const reportLimits = {
  /** Repositories of a page when nobody says how many: all that is known of each is read at once. */
  repositories: 20,
  /** Of a single repository so many artifacts that go are named, … */
  goingOfOne: 1_000,
  /** … and of each where there may be several. */
  goingOfMany: 20,
  /** Reasons why artifacts stay; behind these few hold for one artifact each. */
  reasons: 5,
} as const;
