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
  /** How often one download is continued after it was cut. */
  readonly downloadResumesMax: number;
  /** Failures in a row after which a registry is not asked for `breakerPauseMs`. */
  readonly breakerFailuresMax: number;
  /** Calls within `breakerWindowMs` of which half may not fail. */
  readonly breakerCallsMin: number;
  readonly breakerWindowMs: number;
  readonly breakerPauseMs: number;
};

/** The numbers that nobody sets: what one connection keeps, and how much of an answer is read. */
export const fixedLimits = {
  /** Repositories, the latest used, in which it is tried what a registry without a catalogue can do. */
  probedRepositoriesMax: 3,
  /** Repositories of one registry whose own credential is kept; further ones are looked up again. */
  repositoryCredentialsMax: 1_000,
  /** `Authorization` headers in use at one registry: a mount needs one for each pair of repositories. */
  grantsMax: 1_000,
  /** Characters of a `WWW-Authenticate` or `Link` that are read: no honest one comes near. */
  headerMaxLength: 16 * 1024,
  /** Characters of a scope that are read: a repository name has at most 255. */
  scopeMaxLength: 2_000,
  /** Challenges that are answered for one request: the first, and one for a scope that was too small. */
  challengesMax: 2,
  /** Use of a token, whatever its server allows: a revoked one should not serve for hours. */
  tokenUseMaxSeconds: 300,
  /** Life of a token whose server names none, or less, as the token protocol says. */
  tokenLifeMinSeconds: 60,
  /** Taken off the life of a token for clocks that differ and requests on their way. */
  tokenMarginSeconds: 30,
  /** Manifests that a session has shown its access to. */
  accessRecordsMax: 20_000,
  /** How long a read shows access. */
  accessByReadMs: 5 * 60_000,
  /** How long a HEAD shows access, which is cheap to ask again. */
  accessByHeadMs: 60_000,
  /** Tags whose last state is kept to ask whether it changed. */
  tagStatesMax: 20_000,
  /** Repositories known to have no referrers API. */
  absentApisMax: 1_000,
  /** After this the API is asked for again: an upgrade may have brought it. */
  absentApiMs: 10 * 60_000,
  /** Pages of lists that were given with an `ETag`, for each kind of list. */
  revalidationMaxBytes: 8 * 1024 * 1024,
  /** Manifests of a connection that shares no store with others. */
  ownStoreMaxBytes: 16 * 1024 * 1024,
  /** A blob up to this size is read whole before a byte of it is sent. */
  smallUploadMaxBytes: 64 * 1024,
  /** Names on a page of tags that every registry grants. */
  tagsPageSize: 1_000,
  /** Names on a page of the catalogue: distribution refuses more than 1,000, others are slow. */
  repositoriesPageSize: 100,
  /** Characters kept of what a registry says about a failure. */
  detailMaxLength: 8 * 1024,
  /** A `Retry-After` beyond a week is nonsense. */
  retryAfterMaxSeconds: 7 * 24 * 60 * 60,
  /** Span of answers that the fastest one is taken from. */
  latencyWindowMs: 30_000,
} as const;
