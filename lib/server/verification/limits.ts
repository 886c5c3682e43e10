const miB = 1024 * 1024;
const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** What checking the signatures and attestations of one artifact may cost. */
export const verificationLimits = {
  /** Pieces of evidence that are checked; what is left is said. Nobody signs one artifact more often. */
  evidenceMax: 1_000,
  /** One piece; registries refuse manifests of that size, and signed SBOMs above it are rare. */
  evidenceMaxBytes: 4 * miB,
  /** Attachments up to which it is asked who signed each of them. */
  attachmentsAskedMax: 48,
  /** Indexes that hold an artifact and whose signatures are shown beside its own. */
  holdersAskedMax: 4,
  /** Pieces that are read before their turn; each may lie in memory. */
  evidenceReadAhead: 16,
  /** Threads that check: a signature without a key takes some 20 ms. */
  verifierThreads: 2,
  /** One check longer than this was made to last. */
  checkMs: 5 * secondMs,
  /** A thread loads its libraries in a second, and on a machine that is busy in several. */
  verifierStartMs: 30 * secondMs,
  /** Objects that checks may hold. */
  verifierHeapMiB: 192,
  /** Young objects of a check. */
  verifierYoungMiB: 16,
  /** A thread without work gives its memory back after this time. */
  verifierIdleMs: 10 * minuteMs,
  /** Policies that a thread keeps read. */
  policiesKept: 16,
  /** Checks that wait for a thread. */
  checksWaitingMax: 20_000,
  /** Results that are kept, as JSON; one is about two kilobytes. */
  checksKeptMaxBytes: 48 * miB,
  /** An expired certificate is noticed within this time although the result was kept. */
  checkFreshMs: hourMs,
  /** A policy in a question, with its trusted roots. */
  verifyRequestMaxBytes: 2 * miB,
  /** Files of the policy folder. */
  policyFilesMax: 500,
  /** policy/notation/truststore/x509/ca/acme/file is the deepest that anything of a policy lies. */
  policyDepthMax: 6,
  /** One of them. */
  policyFileMaxBytes: miB,
  /** All of them. */
  policyFolderMaxBytes: 8 * miB,
  /** The folder is read anew when it is needed and was read longer ago. */
  policyFolderAgeMs: secondMs,
} as const;
