const secondMs = 1_000;

/** What replicas ask of each other. */
export const replicaLimits = {
  /** A proof counts for so long: clocks are the database's, so that only the way counts. */
  proofAgeMs: 30 * secondMs,
  /** Proofs that are remembered, so that none counts twice: more than two replicas ask in that time. */
  noncesMax: 100_000,
  /** What is known of an upload, with the references in it. */
  aboutMaxBytes: 256 * 1024,
} as const;
