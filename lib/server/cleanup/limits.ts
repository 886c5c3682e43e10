/** What one clean-up may cost. */
export const cleanupLimits = {
  /** Tags of one repository; more belong into several rounds, and what is left is said. */
  tagsMax: 10_000,
  /** Pages of one list; some registries give fifty names a page. */
  listPagesMax: 1_000,
  /** Indexes that are read for what they hold. */
  indexesMax: 10_000,
  /** Artifacts at the same time: of the walks of one session, two are left for its screens. */
  artifactsAtOnce: 6,
  /** Questions about single digests at the same time; the registry's own number still holds. */
  digestsAtOnce: 16,
  /** Failures in a row after which no more is asked: the client has tried each of them several times. */
  failuresMax: 20,
} as const;
