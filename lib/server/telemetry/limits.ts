/** What it may cost to be seen from outside. */
export const telemetryLimits = {
  /** A collector of traces that does not answer holds up the end of the process for no longer. */
  lastSpansMs: 3_000,
} as const;
