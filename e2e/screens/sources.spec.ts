import { expect, test } from '@playwright/test';
import { fiveSources } from '#e2e/fakes/five-sources';
import { serveHandle } from '#e2e/fakes/listen';
import type { Fault, FaultRule } from '#e2e/faults/fault-registry';
import { createFaultRegistry, htmlPage } from '#e2e/faults/fault-registry';
import { startOrrery } from '#e2e/registries/orrery';
import type { Registry } from '#e2e/registries/registry';
import { accessCookie } from '#e2e/registries/test-access';

type Content = Awaited<ReturnType<typeof fiveSources>>;
type Server = Awaited<ReturnType<typeof serveHandle>>;

// An index of which each source knows one more thing, in a registry that fails as each story says.
let content: Content;
let away: Server;
let orrery: Registry;
let rules: readonly FaultRule[] = [];

const serve = () => serveHandle((request) => createFaultRegistry(content.registry.handle, rules)(request));

test.beforeAll(async () => {
  content = await fiveSources();
  away = await serve();
  orrery = await startOrrery({ settings: { COSIGN_REPOSITORY: `${away.host}/acme/signatures` } });
});

test.afterAll(async () => {
  await orrery.stop();
  await away[Symbol.asyncDispose]();
});

type Story = {
  readonly what: string;
  readonly path: () => RegExp;
  readonly fault: Fault;
  /** The source as the panel "Sources" names it, and what it says there. */
  readonly source: string;
  readonly says: RegExp;
  /** The line at the foot of the page. */
  readonly open: RegExp;
  /** Where it is said, when that is not the artifact itself. */
  readonly at?: RegExp;
};

const status = (code: number): Fault => ({ kind: 'answer', status: code });

const stories: readonly Story[] = [
  {
    ...{ what: 'a referrers API that refuses', path: () => /app\/referrers\//, fault: status(403) },
    ...{ source: 'referrers API', says: /refuses to show acme\/app\.$/ },
    open: /^\d questions? open: Referrers: not determined, .* refuses to show acme\/app\.$/,
  },
  {
    ...{ what: 'a referrers tag with other bytes', fault: { kind: 'flip', at: 5 } },
    path: () => new RegExp(`app/manifests/${content.prefix}$`),
    ...{ source: 'referrers tag', says: /sent bytes with the digest sha256:\w+ in place of/ },
    open: /^\d questions? open: Referrers tag: not determined/,
  },
  {
    ...{ what: 'a cosign tag that cannot be read', fault: status(500) },
    path: () => new RegExp(`app/manifests/${content.prefix}\\.sig$`),
    ...{ source: 'cosign tags', says: /reports an internal error \(HTTP 500\)\.$/ },
    open: /^\d questions? open: Cosign tags: not determined/,
  },
  {
    ...{ what: 'another repository that asks who is there', fault: status(401) },
    path: () => /acme\/signatures\//,
    ...{ source: 'other repository', says: /requires sign-in to show acme\/signatures\.$/ },
    open: /^\d questions? open: Other repository: not determined, In .*\/acme\/signatures: /,
  },
  {
    ...{ what: 'a web page for what BuildKit attested', fault: htmlPage, at: /^Build attestation/ },
    path: () => new RegExp(content.attestation.digest),
    ...{ source: 'its manifest', says: /answered with a web page, not with a manifest\.$/ },
    open: /^\d questions? open: Manifest: not determined/,
  },
];

for (const { what, path, fault, source, says, open, at } of stories) {
  test(`${what} is an open question, hides nothing, and is closed by asking again`, async ({ page }) => {
    await using home = await serve();
    rules = [{ path: path(), fault }];
    await page.context().addCookies([accessCookie(orrery.url)]);
    await page.goto(`${orrery.url}/${home.host}/acme/app:1.0`);

    const foot = page.getByRole('contentinfo');
    await expect(foot.getByText(open)).toBeVisible();
    const others = ['referrers API', 'referrers tag', 'cosign tags', 'other repository'];
    for (const other of others.filter((name) => name !== source))
      await expect(page.getByRole('definition').filter({ hasText: `${other}: 1 found` })).toBeVisible();
    if (at !== undefined) {
      await page.getByRole('treeitem', { name: at }).click();
      await page.getByRole('tab', { name: 'Overview' }).click();
    }
    const definition = page.getByRole('definition').filter({ hasText: `${source}: not determined` });
    await expect(definition).toHaveText(says);

    rules = [];
    await foot.getByRole('button', { name: 'Ask again' }).click();
    await expect(page.getByText(/question open/)).toHaveCount(0);
    await expect(
      page
        .getByRole('definition')
        .filter({ hasText: `${source}: 1 found` })
        .first(),
    ).toBeVisible();
  });
}
