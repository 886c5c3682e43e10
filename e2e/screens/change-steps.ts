import type { Locator, Page } from '@playwright/test';

/** Opens the menu of the artifact in the middle, and takes one of its actions. */
export async function choose(page: Page, action: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

/** Ends the dialog of a change with its plan. */
export async function showPlan(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await planOf(page).getByRole('heading', { level: 2 }).waitFor();
}

/** The place of a plan, its run and its record. */
export function planOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Plan' });
}

/** The button that runs a plan: it says what it does. */
export function runOf(page: Page): Locator {
  const name = /^(?:Delete|Remove|Copy|Move|Attach|Import|Set) [\d,]+ |^Repair the list/;
  return planOf(page).getByRole('button', { name });
}
