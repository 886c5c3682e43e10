import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What axe finds wrong in the page as it is now, by all rules or by these. It looks at the page in the page itself and
 * describes only what is wrong, because our pages have no frames: two fifths of the time of looking at each frame.
 */
export async function findViolations(page: Page, rules?: readonly string[]) {
  const isThere = await page.evaluate(() => 'axe' in window);
  // Half a megabyte of source, and once is enough.
  const axe = new AxeBuilder({ page, ...(isThere ? { axeSource: ';' } : {}) }).setLegacyMode();
  axe.options({ resultTypes: ['violations'] });
  if (rules !== undefined) axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  return violations.map(({ id, impact, nodes }) => ({
    impact,
    text: `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  }));
}
