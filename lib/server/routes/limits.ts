/** How long answers gather what comes in pieces. */
export const gatherLimits = {
  /** Pages of names that a registry gives within this time go out as one; longer, and the page would seem to stand still. */
  pagesMs: 200,
} as const;
