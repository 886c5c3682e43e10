/** Every number that bounds a text of a stranger on our screens. */
export const textLimits = {
  /** So much of a text is looked at to make a phrase of it. */
  cleanedMaxCharacters: 2_000,
  /** A part of one of our sentences. */
  phraseMaxCharacters: 80,
  /** A browser gives up on laying out a word of two million letters. */
  shownMaxCharacters: 2_000,
} as const;
