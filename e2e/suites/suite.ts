/** What a suite counted. */
export type Totals = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** One part of `npm test`; it shows its own output while it runs. */
export type Suite = { readonly name: string; readonly run: () => Promise<Totals> };

export const nothing: Totals = { passed: 0, failed: 0, skipped: 0 };

export function addTotals(a: Totals, b: Totals): Totals {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The line by which a suite and the whole run end. */
export function formatTotals({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** A part that was left out counts as skipped, but on CI as failed: there everything has to be there. */
export function leftOut(count = 1): Totals {
  return process.env.CI === 'true' ? { ...nothing, failed: count } : { ...nothing, skipped: count };
}
