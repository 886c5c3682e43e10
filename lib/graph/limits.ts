/** Every number that bounds what lib/graph makes of a graph. */
export const graphLimits = {
  /** Frames of groups beside each other: more are too far apart to be one picture. */
  columnsMax: 12,
  /** Pixels of a column: a wider one has room for two. */
  columnMaxPixels: 420,
  /** Pixels that the root stands below the top of its picture: it is seen first, however much hangs on it. */
  dropMaxPixels: 220,
  /** Steps by which a large picture grows beyond its room, each of an eighth: enough for millions of cells. */
  growthsMax: 80,
  /** Items that are drawn as cards, all together: of more, large groups are grids of cells. */
  cardsMax: 200,
  /** Items of a group that stays readable cards among grids. */
  groupCardsMax: 24,
} as const;
