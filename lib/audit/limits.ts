/** Every number that bounds what lib/audit reads and writes. */
export const auditLimits = {
  /** Characters of a file of requirements: people write it. */
  requirementsMaxCharacters: 256 * 1024,
  /** Entries of one list: rules of a file, globs of a rule. */
  listMax: 200,
  /** Characters of a glob: a host and a name have less than 512. */
  globMaxCharacters: 512,
  /** Characters of requirements in an address: each kind of evidence twice, with all its options. */
  queryMaxCharacters: 500,
  /** Sentences about one file: who has read these has enough to mend. */
  problemsMax: 20,
  /** Days: a hundred years. */
  ageMaxDays: 36_500,
  /** Characters of a sentence in a table or a result; longer ones are in the answer itself. */
  cellMaxCharacters: 1_000,
  /** Results of one run that code scanning takes. */
  sarifResultsMax: 25_000,
  /** Rows of one list of a promotion: people read it; the comparison lists all. */
  promotionRowsMax: 500,
  /** Signatures that a promotion names; of more nobody reads each. */
  promotionEvidenceMax: 100,
} as const;
