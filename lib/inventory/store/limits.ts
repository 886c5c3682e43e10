const hourMs = 60 * 60 * 1_000;

/** What one value of a stranger's document may take in the database: an index takes no more than 2,700 bytes a row. */
export const storeLimits = {
  /** Names of packages, values of annotations, subjects of signers. */
  nameMaxCharacters: 400,
  /** Versions, keys of annotations. */
  shortMaxCharacters: 200,
  /** Licences, media types, builders, sources of builds. */
  termMaxCharacters: 800,
  titleMaxCharacters: 300,
  reasonMaxCharacters: 500,
  /** What is kept of the evidence of one artifact; a signed index of ten platforms takes 20,000. */
  evidenceMaxCharacters: 200_000,
  /** What a column of two bytes holds. */
  countMax: 32_767,
  /** Names that one statement looks for or adds, so that it ends long before the database gives it up. */
  namesAtOnce: 5_000,
  /** Ids of names that a process remembers, so that a document seen before costs one row. */
  rememberedIds: 100_000,
  /** Repositories whose artifacts one statement counts. */
  countedAtOnce: 1_000,
  /** A list that was begun so long ago is begun anew. */
  listingMaxMs: 24 * hourMs,
  /** What nothing has named for so long is removed. */
  unnamedMaxMs: 30 * 24 * hourMs,
  /** Changes and counts of days are kept for so long. */
  historyMaxMs: 400 * 24 * hourMs,
} as const;
