const miB = 1024 * 1024;

/** Every number that bounds what the embedded registry reads, keeps or answers with. */
export const layoutLimits = {
  manifestMaxBytes: 4 * miB,
  manifestCacheBytes: 32 * miB,
  folderCacheBytes: 8 * miB,
  indexMaxBytes: 256 * miB,
  filesReadAtOnce: 16,
  filesHashedAtOnce: 2,
  hashedFilesMax: 10_000,
  // A name of 255 characters has no more parts: what can be pushed is found again after a restart.
  folderDepthMax: 128,
  uploadsMax: 1_024,
  uploadIdleMs: 60 * 60 * 1000,
  tagsPerPutMax: 128,
  namesPerPage: 10_000,
  referrersPerPage: 1_000,
  orphanFilesMax: 10_000,
  orphanBytesMax: 64 * miB,
  archiveEntriesMax: 200_000,
  // What index.json may name in an archive: each costs a look at the disk, also where nothing is there.
  archiveManifestsMax: 50_000,
  archiveRatioMax: 200,
  archiveRatioFreeBytes: 64 * miB,
  archiveMaxBytes: 64 * 1024 * miB,
} as const;
