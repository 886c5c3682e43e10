import { findStoryBrowser } from '#e2e/chromium';
import type { Suite, Totals } from '#e2e/suites/suite';
import { addTotals, leftOut, nothing } from '#e2e/suites/suite';
import { findTools } from '#e2e/tools/find-tool';
import { testTools } from '#e2e/tools/pins';

/**
 * Gets the real clients, registries and the browser ready; starts at once, because building them takes minutes. What is
 * there is no test and counts nothing; what is not there stands for the tests that it leaves out.
 */
export function toolsSuite(): Suite {
  const getting = Promise.all([findTools(testTools), findBrowser()]);
  return {
    name: 'tools',
    run: async () => {
      const [tools, browser] = await getting;
      let totals = browser;
      for (const [name, tool] of tools) {
        if (tool.status === 'missing') totals = addTotals(totals, leftOut(name, tool.reason));
        console.log(tool.status === 'found' ? `${name}  ${tool.path}` : `LEFT OUT  ${tool.reason.trim()}`);
      }
      return totals;
    },
  };
}

async function findBrowser(): Promise<Totals> {
  try {
    process.env.CHROMIUM = await findStoryBrowser();
    console.log(`chromium  ${process.env.CHROMIUM}`);
    return nothing;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    console.log(`LEFT OUT  chromium: ${reason}`);
    return leftOut('chromium', reason);
  }
}
