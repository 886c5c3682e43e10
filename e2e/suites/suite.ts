/** What a suite counted. */
export type Totals = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The names of those that failed, and passed when they were tried again. */
  readonly secondTries?: readonly string[];
};

/** One part of `npm test`; it shows its own output while it runs. */
export type Suite = { readonly name: string; readonly run: () => Promise<Totals> };

export const nothing: Totals = { passed: 0, failed: 0, skipped: 0 };

export function addTotals(a: Totals, b: Totals): Totals {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    secondTries: [...(a.secondTries ?? []), ...(b.secondTries ?? [])],
  };
}

/** The line by which a suite and the whole run end. */
export function formatTotals({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** What is said loudly of those that passed only when they were tried again; nothing where there are none. */
export function formatSecondTries({ secondTries = [] }: Totals): readonly string[] {
  if (secondTries.length === 0) return [];
  const names = secondTries.map((name) => `  SECOND TRY  ${name}`);
  return [`${secondTries.length} of them on the second try, each a fault to be mended:`, ...names];
}

/** A part that was left out counts as skipped, but on CI as failed: there everything has to be there. */
export function leftOut(count = 1): Totals {
  return process.env.CI === 'true' ? { ...nothing, failed: count } : { ...nothing, skipped: count };
}
