/** What a suite counted. */
export type Totals = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Those that failed, as far as they have names. */
  readonly failures?: readonly Failure[];
  /** Those that failed, and passed when they were tried again. */
  readonly secondTries?: readonly Failure[];
};

/** A test, or a program, that failed: its name with the file it is in, and what it said. */
export type Failure = {
  readonly name: string;
  readonly message: string;
  /** Whether it was noticed beside the tests, and belongs to none of them for certain. */
  readonly isOutside?: boolean;
};

/** One part of `npm test`; it shows its own output while it runs. */
export type Suite = { readonly name: string; readonly run: () => Promise<Totals> };

export const nothing: Totals = { passed: 0, failed: 0, skipped: 0 };

export function addTotals(a: Totals, b: Totals): Totals {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...(a.failures ?? []), ...(b.failures ?? [])],
    secondTries: [...(a.secondTries ?? []), ...(b.secondTries ?? [])],
  };
}

/** One failure, and its name. */
export function failed(name: string, message: string): Totals {
  return { ...nothing, failed: 1, failures: [{ name, message }] };
}

/** A part that was left out counts as skipped, but on CI as failed: there everything has to be there. */
export function leftOut(name: string, reason: string): Totals {
  return process.env.CI === 'true' ? failed(name, reason) : { ...nothing, skipped: 1 };
}
