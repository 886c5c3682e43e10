/** What bounds the look at a whole repository; what lies beyond a bound is unknown, never absent. */
export type SnapshotLimits = {
  /** Pages of the tag list. */
  readonly listPagesMax: number;
  /** Names from which on no further page of the tag list is read. */
  readonly listedTagsMax: number;
  /** Indexes that are read, those within indexes too. */
  readonly indexesMax: number;
};

/** For plans, which must see everything that a change could break: a repository of this size takes minutes. */
export const planSnapshotLimits: SnapshotLimits = {
  listPagesMax: 10_000,
  listedTagsMax: 100_000,
  indexesMax: 20_000,
};

/** Calls of one reader that are under way or in the queue of its client. */
export const readerCallsMax = 32;

/** Failures of one kind after which no more is asked: the client has tried each of them several times. */
export const failuresMax = 20;

/** Manifests up to which the tags made from their digests are asked for by name, whatever the list says. */
export const namedSubjectsMax = 16;

/** Milliseconds for a document of some megabytes; less than a walk has, so that one that drips leaves time for the rest. */
export const documentMs = 60_000;
