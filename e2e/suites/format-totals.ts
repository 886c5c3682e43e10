import type { Failure, Totals } from '#e2e/suites/suite';

/** A report is often cut in its middle, so its end has to fit on a screen. */
const failureLinesMax = 40;
const lineLengthMax = 300;

/** The line by which a suite and the whole run end. */
export function formatTotals({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * Names what failed, and then what passed only when it was tried again, each with what it said; nothing where everything
 * passed. The more there are the less is repeated of each, so that it stays within some 40 lines.
 */
export function formatFailures({ failures = [], secondTries = [] }: Totals): readonly string[] {
  const linesMax = Math.floor(failureLinesMax / Math.max(1, failures.length + secondTries.length));
  return [
    ...formatList('FAILED', 'failed:', failures, linesMax),
    ...formatList('SECOND TRY', 'passed on a second try, each a fault to be mended:', secondTries, linesMax),
  ];
}

function formatList(
  word: string,
  heading: string,
  failures: readonly Failure[],
  linesMax: number,
): readonly string[] {
  if (failures.length === 0) return [];
  const shown = failures.slice(0, failureLinesMax / 2);
  const rest = failures.length - shown.length;
  return [
    `${failures.length} ${heading}`,
    ...shown.flatMap(({ name, message }) => [
      `  ${word}  ${name}`,
      // Programs say last what matters; a test says it in one line.
      ...message
        .trim()
        .split('\n')
        .slice(-Math.max(1, linesMax - 1))
        .map((line) => `    ${line.slice(0, lineLengthMax)}`),
    ]),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}
