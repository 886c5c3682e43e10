const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** What the inventory of this process may cost. */
export const inventoryLimits = {
  /** How often it is looked for what is due, where somebody keeps the inventory fresh. */
  sweepMs: minuteMs,
  /** Registries whose pace is kept. */
  pacedRegistriesMax: 1_000,
  /** Of what a registry still allows, this part is left to people. */
  leftToPeople: 0.2,
  /** A registry that does not say when it allows more is asked again after so long. */
  windowSeconds: 15 * 60,
  /** The policies are read again after so long. */
  policyKnownMs: minuteMs,
  /** Repositories whose list of tags is kept, and for how long: it tells what is attached under tags made from a digest. */
  listsMax: 200,
  listKnownMs: minuteMs,
  /** A list of more names serves as much longer as it has more of them. */
  listLongNames: 1_000,
  /** Repositories of which it is known whether their list names such tags, and for how long. */
  trustsMax: 20_000,
  trustKnownMs: 24 * 60 * minuteMs,
  /** A pause that nobody ends ends by itself. */
  pauseMs: 365 * 24 * 60 * minuteMs,
  /** Scans of which it is kept when they began, and that they are over. */
  scansMax: 10_000,
  /** What is under way may take so long to end before its registry is forgotten. */
  endTries: 50,
  endWaitMs: 200,
  /** Failures that an answer names. */
  failuresShown: 50,
  /** Of one person: repositories of which it is known whether a registry lets them read it, and for how long. */
  permissionsMax: 20_000,
  permissionKnownMs: 5 * minuteMs,
  permissionUnknownMs: 10 * secondMs,
  /** What one question asks of registries for that, and how long. */
  permissionsAsked: 2_000,
  permissionsAtOnce: 8,
  permissionsAskMs: 5 * secondMs,
  /** How often the progress of a scan is told. */
  progressMs: secondMs,
  /** Bytes of a request that starts a scan. */
  requestMaxBytes: 10_000,
} as const;
