import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

type Listed = { readonly manifests: readonly { readonly digest: string }[] };

/**
 * How many artifacts the first picture of the demo's storefront shows: the index, its entries, and what is attached to
 * any of these, as the registry inside lists them.
 */
async function countArtifacts(origin: string): Promise<number> {
  const repository = `${origin}/v2/acme/storefront`;
  const response = await fetch(`${repository}/manifests/2.4.1`);
  const digest = response.headers.get('docker-content-digest') ?? '';
  const entries = ((await response.json()) as Listed).manifests.map((entry) => entry.digest);
  const lists = await Promise.all(
    [digest, ...entries].map(async (subject) => {
      const referrers = await fetch(`${repository}/referrers/${subject}`);
      return ((await referrers.json()) as Listed).manifests.length;
    }),
  );
  return lists.reduce((total, referrers) => total + 1 + referrers, 0);
}

/** Waits until the page of the storefront shows every artifact of its first picture, and gives their number. */
export async function seeAllArtifacts(page: Page): Promise<number> {
  const artifacts = await countArtifacts(new URL(page.url()).origin);
  await expect(page.getByText(new RegExp(`(?<!\\d)${artifacts} artifacts`))).toBeVisible();
  return artifacts;
}
