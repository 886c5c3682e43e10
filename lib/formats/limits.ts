const kiB = 1024;

/** Every number that bounds what lib/formats reads. */
export const formatLimits = {
  /** Documents that are read of one manifest. */
  readingsMax: 8,
  /** A document of up to this size is read whole. */
  documentMaxBytes: 2 * 1024 * kiB,
  /** Labels of build packs fill some hundred KiB; what is larger than a manifest may be is read in its head. */
  configMaxBytes: 4 * 1024 * kiB,
  /** Of a larger one its head is read, which holds what a title needs. */
  headMaxBytes: 64 * kiB,
  /** Documents that one manifest declares; BuildKit and cosign write a handful. */
  partsMax: 64,
  /** COSE headers nest three deep; a hostile one must not exhaust the stack. */
  cborMaxDepth: 16,
} as const;
