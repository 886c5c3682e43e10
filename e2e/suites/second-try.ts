import type { Suite, Totals } from '#e2e/suites/suite';

/**
 * The same suite, run once more where every test of it passed and only what is outside of them failed, such as a promise
 * that nobody waited for: test runners try a test again, but not that. What passes then is named as a second try.
 */
export function withSecondTry(suite: Suite): Suite {
  return {
    name: suite.name,
    run: async () => {
      const first = await suite.run();
      if (!failedOutside(first)) return first;
      console.log(`\n── ${suite.name}, once more: no test failed, but something outside of them`);
      const second = await suite.run();
      if (second.failed > 0) return second;
      return { ...second, secondTries: [...(first.failures ?? []), ...(second.secondTries ?? [])] };
    },
  };
}

function failedOutside({ failed, failures = [] }: Totals): boolean {
  return failed > 0 && failures.length === failed && failures.every(({ isOutside }) => isOutside === true);
}
