/** What one notification may hold. */
export const notificationLimits = {
  /** Bytes of a body. */
  bodyMaxBytes: 1024 * 1024,
  /** Events in one body: distribution sends one, and others a handful. */
  eventsMax: 1_000,
} as const;
