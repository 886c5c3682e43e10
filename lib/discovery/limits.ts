/** What bounds a walk; reaching a bound is always said. */
export type WalkLimits = {
  readonly walkNodesMax: number;
  /** Nodes from which on a walk counts as large, and waits for a place among the few that may be. */
  readonly largeWalkNodes: number;
  readonly walkDepthMax: number;
  readonly walkMilliseconds: number;
  /** Bytes of manifests and documents. */
  readonly walkBytesMax: number;
  /** Requests that a walk has under way or in the client's queue. */
  readonly walkRequestsMax: number;
  /** Each entry of a referrers tag costs a request. */
  readonly referrersTagEntriesMax: number;
  /** Platforms of an index that are asked about together with it; of an index with more of them the answer says so. */
  readonly platformsAskedMax: number;
  /** Artifacts whose content is read to say what they are. */
  readonly documentsMax: number;
  /** Tags that are resolved to find those that point to the root. */
  readonly resolvedTagsMax: number;
  /** Indexes that are read to find those that hold the root. */
  readonly indexesMax: number;
};

/** Pages of a tag list, for one step and for a deep walk: one list serves all nodes of a deep walk, so more is worth reading. */
export const listPagesMax = { near: 4, far: 50 } as const;

/** Indexes that are read where the registry counts each manifest as a pull (Docker Hub): a look around must not use up what a person has. */
export const countedIndexesMax = 3;

/** Milliseconds in which facts are gathered into one batch: a write for each fact would cost more than learning it. */
export const gatherMs = 4;

/** Milliseconds a list serves again: a minute serves a person who goes back and forth, and "Refresh" asks at once. */
export const cachedListMs = 60_000;

/** Milliseconds a node serves again: content under a digest never changes, but the right to see it may be withdrawn. */
export const cachedNodeMs = 5 * 60_000;

/** The same for a scan: it comes back to each image within hours, and asks each time what its account is shown there. */
export const cachedScanMs = 12 * 60 * 60_000;

/** Bytes of a document from which on another thread reads it. */
export const readElsewhereBytes = 1024 * 1024;

/** Bytes of a blob up to which it is kept for who reads it next: signatures and small documents. */
export const keptContentMaxBytes = 64 * 1024;

/** Entries of a session's cache of one registry: about 100 bytes each for names and digests, 1 kB for nodes. */
export const cacheSizes = {
  tags: 200_000,
  tagTargets: 20_000,
  referrers: 100_000,
  // What hangs on a few thousand images: an audit comes back to all of it.
  nodes: 20_000,
  documents: 500,
  contentBytes: 8 * 1024 * 1024,
} as const;
