/** The numbers that bound a registry client: bytes, milliseconds and counts by name. */
export type RegistryLimits = {
  readonly manifestMaxBytes: number;
  readonly listPageMaxBytes: number;
  readonly errorMaxBytes: number;
  readonly tokenMaxBytes: number;
  /** One attempt at anything but a blob's bytes, from the first packet to the last byte. */
  readonly metadataTimeoutMs: number;
  readonly redirectsMax: number;
  readonly attemptsMax: number;
  readonly retryBaseMs: number;
  readonly retryCapMs: number;
  /** All attempts at one thing and the waits between them; no new attempt starts after it. */
  readonly retryBudgetMs: number;
  /** What one request of a chunked upload carries, where the registry asks for no other size. */
  readonly uploadChunkBytes: number;
  readonly referrersPagesMax: number;
  /** All pages of one list together: each may be small enough and their sum still more than memory holds. */
  readonly referrersMaxBytes: number;
  /** Metadata requests at the same time, to begin with; transfers of blobs are not counted. */
  readonly requestsPerRegistry: number;
  /** As many at the most, where the registry answers as fast as before. */
  readonly requestsPerRegistryMax: number;
  /** Small requests of all sessions together, and their downloads, which take nothing from each other. */
  readonly requestsAtOnce: number;
  readonly downloadsAtOnce: number;
  readonly downloadsAtOncePerSession: number;
  /** How often one download goes on after it was cut. */
  readonly downloadResumesMax: number;
  /** Failures in a row after which a registry is not asked for `breakerPauseMs`. */
  readonly breakerFailuresMax: number;
  /** Calls within `breakerWindowMs` of which half may not fail. */
  readonly breakerCallsMin: number;
  readonly breakerWindowMs: number;
  readonly breakerPauseMs: number;
};
