const kiB = 1024;
const miB = 1024 * kiB;

/** Every number that bounds what we read, send or wait for; bytes and milliseconds by name. */
export const limits = {
  manifestMaxBytes: 4 * miB,
  listPageMaxBytes: 4 * miB,
  errorMaxBytes: 64 * kiB,
  tokenMaxBytes: 64 * kiB,
  connectTimeoutMs: 5_000,
  headersTimeoutMs: 15_000,
  bodyIdleTimeoutMs: 30_000,
  metadataTimeoutMs: 20_000,
  redirectsMax: 3,
  attemptsMax: 4,
  retryBaseMs: 250,
  retryCapMs: 8_000,
  retryBudgetMs: 20_000,
  referrersPagesMax: 100,
  referrersTagEntriesMax: 1_000,
  walkNodesMax: 50_000,
  walkDepthMax: 32,
  walkMilliseconds: 120_000,
  requestsPerRegistry: 8,
  sessionIdleMs: 12 * 60 * 60 * 1000,
  sessionsMax: 1_000,
  drainMs: 25_000,
  clientHeadersTimeoutMs: 15_000,
  clientBodyIdleMs: 30_000,
  clientKeepAliveMs: 75_000,
  clientConnectionsMax: 1_000,
} as const;
