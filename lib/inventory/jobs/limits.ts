const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How much a scan asks at once, and how soon it comes back. */
export const scanLimits = {
  /** Tags of a page that are resolved at the same time. */
  tagsAtOnce: 8,
  /** Pages of one list: a list that goes on behind them is taken to never end. */
  listPagesMax: 10_000,
  /** What a registry tells of one manifest within so long is looked at together: its signature follows a push at once. */
  gatherMs: 5 * secondMs,
  /** A look is done once more after one that was written since its list of tags was read, where that list is no older than this. */
  listOvertakenMs: 10 * minuteMs,
  /** A registry that asks for less and does not say for how long is left alone for so long. */
  throttledMs: minuteMs,
  /** A registry that does not answer is asked again after so long. */
  outageMs: 5 * minuteMs,
  /** A job of a paused registry is there again after so long at the latest: a person may have ended the pause. */
  laterMaxMs: 10 * minuteMs,
  /** How long it is believed that a registry is not paused. */
  pauseKnownMs: 2 * secondMs,
  /** Something stayed unknown: it may be known the next time. With each time that it is not, twice as long, up to the second. */
  unknownDueMs: 15 * minuteMs,
  unknownDueMaxMs: dayMs,
  /** What is attached to young manifests changes; to old ones it seldom does. */
  youngMs: 30 * dayMs,
  youngDueMs: 6 * hourMs,
  oldDueMs: 7 * dayMs,
  /** Tags are listed again no sooner than this … */
  tagsDueMs: 15 * minuteMs,
  /** … and where the registry says itself what changes, no sooner than this. */
  notifiedTagsDueMs: 24 * hourMs,
  /** The repositories of a registry are listed again after so long, and later where it says itself what changes. */
  repositoriesDueMs: hourMs,
  notifiedRepositoriesDueMs: dayMs,
  /** A registry that has said something within this time is believed to go on doing so. */
  notifiedMs: 7 * dayMs,
  /** The part of the pace of a registry that looking for moved tags may take. */
  tagsShare: 0.25,
  /** What failed is not among what is due for so long: the queue tries it again, and a person may. */
  restingMs: 6 * hourMs,
  restingMax: 100_000,
  /** Of each kind of due things, one sweep takes so many. */
  sweptMax: 1_000,
  /** Repositories whose tags are counted for an estimate, and pages of the catalogue that are read for it. */
  sampledRepositories: 3,
  sampledPages: 10,
} as const;
