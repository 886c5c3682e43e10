import type { Page } from '@playwright/test';
import type { PolicyParts } from '#lib/graph/verification/policy-parts';

/** Gives the tab of a page a policy as if somebody had pasted it; undefined takes it back. Pages opened after it check with it. */
export async function givePolicy(page: Page, policy: PolicyParts | undefined): Promise<void> {
  // Any page of the same origin, as small as there is.
  await page.goto('/livez');
  await page.evaluate(
    (text) => {
      if (text === undefined) sessionStorage.removeItem('orrery-policy');
      else sessionStorage.setItem('orrery-policy', text);
    },
    policy === undefined ? undefined : JSON.stringify(policy),
  );
}
