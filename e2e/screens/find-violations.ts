import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const themes = ['light', 'dark'] as const;
const rulesAboutColours = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds wrong in the page in the light theme, and by the rules about colours in the dark one: the document is the
 * same in both. It looks at the whole page, or within a part of it, and leaves the page in the light theme.
 */
export async function findInBothThemes(page: Page, within?: string) {
  const found: { readonly impact: string | undefined; readonly text: string }[] = [];
  for (const colorScheme of themes) {
    // A colour on its way to the other theme is neither.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const rules = colorScheme === 'light' ? undefined : rulesAboutColours;
    for (const { impact, text } of await findViolations(page, rules, within))
      found.push({ impact: impact ?? undefined, text: `${colorScheme}: ${text}` });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/**
 * What axe finds wrong in the page as it is now, by all rules or by these, or in a part of it. It looks at the page in
 * the page itself and describes only what is wrong, because our pages have no frames: two fifths of the time of looking
 * at each frame.
 */
export async function findViolations(page: Page, rules?: readonly string[], within?: string) {
  const isThere = await page.evaluate(() => 'axe' in window);
  // Half a megabyte of source, and once is enough.
  const axe = new AxeBuilder({ page, ...(isThere ? { axeSource: ';' } : {}) }).setLegacyMode();
  axe.options({ resultTypes: ['violations'] });
  if (rules !== undefined) axe.withRules([...rules]);
  if (within !== undefined) axe.include(within);
  const { violations } = await axe.analyze();
  return violations.map(({ id, impact, nodes }) => ({
    impact,
    text: `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  }));
}
