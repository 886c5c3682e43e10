/** What bounds rules that somebody writes. */
export const retentionLimits = {
  /** Rules of one question; people have three or four. */
  rulesMax: 20,
  /** Characters of a pattern, as long as a tag may be. */
  patternMaxCharacters: 128,
  /** The largest count that "newest" and "stack" take. */
  countMax: 100_000,
  /** The largest age in days: a hundred years. */
  daysMax: 36_500,
  /** How old an artifact without a tag is before it is offered, where nobody says. */
  untaggedDays: 30,
  /** Names that a sentence lists; the rest is a number. */
  namesShownMax: 3,
} as const;
