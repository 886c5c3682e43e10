import { findChromium } from '#e2e/chromium';
import type { Suite, Totals } from '#e2e/suites/suite';
import { addTotals, leftOut, nothing } from '#e2e/suites/suite';
import { findTools } from '#e2e/tools/find-tool';
import { testTools } from '#e2e/tools/pins';

/** Gets the real clients, registries and the browser ready; starts at once, because building them takes minutes. */
export function toolsSuite(): Suite {
  const getting = Promise.all([findTools(testTools), findBrowser()]);
  return {
    name: 'tools',
    run: async () => {
      const [tools, browser] = await getting;
      let totals = browser;
      for (const [name, tool] of tools) {
        totals = addTotals(totals, tool.status === 'found' ? { ...nothing, passed: 1 } : leftOut());
        console.log(tool.status === 'found' ? `${name}  ${tool.path}` : `LEFT OUT  ${tool.reason.trim()}`);
      }
      return totals;
    },
  };
}

async function findBrowser(): Promise<Totals> {
  try {
    process.env.CHROMIUM = await findChromium();
    console.log(`chromium  ${process.env.CHROMIUM}`);
    return { ...nothing, passed: 1 };
  } catch (cause) {
    console.log(`LEFT OUT  chromium: ${cause instanceof Error ? cause.message : cause}`);
    return leftOut();
  }
}
