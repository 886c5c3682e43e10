/** Every number that bounds a text of a stranger on our screens. */
export const textLimits = {
  /** So much of a text is looked at to make a phrase of it. */
  cleanedMaxCharacters: 2_000,
  /** A part of one of our sentences. */
  phraseMaxCharacters: 80,
  /** A browser gives up on laying out a word of two million letters. */
  shownMaxCharacters: 2_000,
  /** Names that are compared with one that is not there: a page of tags. */
  nearestMaxNames: 1_000,
  /** The work for each pair of names grows with both; a tag has at most 128 characters. */
  nearestMaxCharacters: 128,
  /** More wrong letters make another name. */
  nearestMaxEdits: 2,
  /** As many suggestions as one looks at. */
  nearestShown: 3,
} as const;
