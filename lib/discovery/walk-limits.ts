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
  readonly upwardTagsMax: number;
  /** Indexes that are read to find those that hold the root. */
  readonly upwardIndexesMax: number;
};
