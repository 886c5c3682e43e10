/** How much of a run happens at once, and how often it tells of itself. */
export type RunLimits = {
  readonly stepsAtOnce: number;
  /** Of these, blobs of more than `largeBytes`: a few fill the line, and more would only share it. */
  readonly largeBlobsAtOnce: number;
  readonly largeBytes: number;
  /** Questions at once while preconditions are checked or a copy is verified. */
  readonly checksAtOnce: number;
  readonly progressEveryMs: number;
  /** Events that wait for a reader before no further step is begun. */
  readonly eventsWaitingMax: number;
};

export const runLimits: RunLimits = {
  stepsAtOnce: 16,
  largeBlobsAtOnce: 4,
  largeBytes: 4 * 1024 * 1024,
  checksAtOnce: 16,
  progressEveryMs: 250,
  eventsWaitingMax: 1000,
};
