const miB = 1024 * 1024;

/** What saved audits may take. */
export const savedAuditLimits = {
  /** The JSON of one audit: ten thousand artifacts have some 30 MiB. */
  documentMaxBytes: 48 * miB,
  /** The same when it is read again: written anew it can be a little longer. */
  unpackedMaxBytes: 64 * miB,
  /** Audits of one data folder: one a day for a year fits. */
  auditsMax: 400,
  /** Folders that one process has open: there is one data folder. */
  foldersMax: 10,
  /** All of them together, compressed: an audit of ten thousand artifacts has some 2 MiB. */
  folderMaxBytes: 512 * miB,
  /** Those of one person of a team, who share a database. */
  personMaxBytes: 128 * miB,
  /** The first line of a file: a summary has less than 2 KiB. */
  headMaxBytes: 16 * 1024,
  /** Sentences about files that cannot be read: who has read these looks into the folder. */
  problemsMax: 20,
} as const;
