/** How fast something goes, smoothed: a registry answers in bursts. */
export type Pace = {
  /** When it was measured last, in milliseconds. */
  readonly atMs: number;
  /** How many were done then. */
  readonly done: number;
  /** Of one second; undefined until two measures lie far enough apart. */
  readonly perSecond?: number;
};

/** A measure weighs less the older it is: after this time a third. */
const memoryMs = 6_000;
/** Two measures that lie closer together say nothing. */
const stepMs = 400;

/** The pace after one more measure; it starts anew when less is done than before. */
export function nextPace(pace: Pace | undefined, atMs: number, done: number): Pace {
  if (pace === undefined || done < pace.done) return { atMs, done };
  const passedMs = atMs - pace.atMs;
  if (passedMs < stepMs) return pace;
  const now = ((done - pace.done) * 1000) / passedMs;
  const weight = Math.exp(-passedMs / memoryMs);
  const perSecond = pace.perSecond === undefined ? now : pace.perSecond * weight + now * (1 - weight);
  return { atMs, done, perSecond };
}

/** Whole seconds until so many more are done; undefined where nobody can tell. */
export function secondsUntil(pace: Pace | undefined, left: number): number | undefined {
  if (left <= 0) return 0;
  const { perSecond = 0 } = pace ?? {};
  const seconds = left / perSecond;
  return perSecond > 0 && Number.isFinite(seconds) ? Math.ceil(seconds) : undefined;
}
