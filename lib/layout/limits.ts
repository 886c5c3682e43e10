const miB = 1024 * 1024;

/** The numeric bounds of the registry inside: what it reads, keeps and answers with. */
export const layoutLimits = {
  /** The largest manifest that every registry must accept. */
  manifestMaxBytes: 4 * miB,
  /** Manifests of the registry inside that are kept in memory. */
  manifestCacheBytes: 32 * miB,
  /** The same for one layout folder on this machine; many may be open at once. */
  folderCacheBytes: 8 * miB,
  /** An index.json larger than this names more than a person browses, and costs a second to parse. */
  indexMaxBytes: 256 * miB,
  /** The file `oci-layout` of a foreign layout: it holds one version number. */
  markerMaxBytes: 4096,
  /** Manifests that are read from disk at once while a layout is opened. */
  filesReadAtOnce: 16,
  /** Foreign blobs that are hashed at once: more would only share the disk. */
  filesHashedAtOnce: 2,
  /** Foreign blobs whose hash is remembered, by the identity of their file. */
  hashedFilesMax: 10_000,
  /** A file that changed within this time may change again without another time: Linux before 6.13 writes them by a clock of 10 ms. */
  fileSettledMs: 100,
  /** How often a foreign file is opened again that was replaced in the meantime. */
  openAttemptsMax: 5,
  /** Bytes of a file that are read or hashed at a time. */
  chunkBytes: 256 * 1024,
  /** A name of 255 characters has no more parts: what can be pushed is found again after a restart. */
  folderDepthMax: 128,
  /** Uploads in progress, so that abandoned ones cannot fill the memory. */
  uploadsMax: 1_024,
  /** An upload that nobody touches this long is discarded. */
  uploadIdleMs: 60 * 60 * 1000,
  /** Bytes of an upload that are written before the free space is checked again. */
  freeSpaceCheckBytes: 16 * miB,
  /** Tags that one PUT of a manifest may set. */
  tagsPerPutMax: 128,
  /** Names on a page of tags or repositories. */
  namesPerPage: 10_000,
  /** Descriptors on a page of referrers. */
  referrersPerPage: 1_000,
  /** What a page of referrers leaves free below `manifestMaxBytes` for the fields around its entries. */
  referrersFrameBytes: 1024,
  /** Files that are searched for referrers which no index.json lists. */
  orphanFilesMax: 10_000,
  /** Bytes that are read in that search. */
  orphanBytesMax: 64 * miB,
  /** Entries of an archive, so that a small archive cannot create files without end. */
  archiveEntriesMax: 200_000,
  /** Manifests that the index.json of an archive may name: each costs a look at the disk, also a missing one. */
  archiveManifestsMax: 50_000,
  /** An archive that unpacks to more than so many times its own size is a bomb. */
  archiveRatioMax: 200,
  /** Up to this size no ratio counts: a text of zeros is no bomb. */
  archiveRatioFreeBytes: 64 * miB,
  /** The most that any archive may unpack to. */
  archiveMaxBytes: 64 * 1024 * miB,
} as const;
