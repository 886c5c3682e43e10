/** Requests of one client: those that were sent, and those that were answered from memory. */
export type RequestCount = { readonly sent: number; readonly cached: number };

/** The requests that a registry still allows us, as its last response said. */
export type RateLimit = {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds over which the limit counts. */
  readonly windowSeconds?: number;
};
