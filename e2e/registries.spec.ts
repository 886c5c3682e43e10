import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { smallSbom, writeTwoPlatforms } from '#e2e/content/fixtures';
import { createPublisher } from '#e2e/content/publisher';
import { startDistribution, startOlareg, startZot, testUser } from '#e2e/registries/real-registries';
import type { Registry } from '#e2e/registries/registry';
import { needs } from '#e2e/tools/needs';
import type { ToolName } from '#e2e/tools/pins';
import type { Workbench } from '#e2e/tools/workbench';
import { makeWorkbench } from '#e2e/tools/workbench';

type Story = {
  readonly registry: string;
  readonly tool: ToolName;
  readonly start: () => Promise<Registry>;
  readonly signers: readonly Signer[];
  readonly known: string;
};

type Signer = 'cosign' | 'notation';

/** What a signature is called by what it holds: a bare key has no name, a certificate has. */
const titles = { cosign: /^Signature with a key/, notation: /^Signature · says: CN=acme\.example/ } as const;

// The same artifact in registries that tell of referrers in different ways; a person sees the same graph.
const stories: readonly Story[] = [
  {
    registry: 'zot',
    tool: 'zot',
    start: startZot,
    signers: ['cosign', 'notation'],
    known: 'referrers API: 3 found',
  },
  {
    registry: 'olareg without the referrers API',
    tool: 'olareg',
    start: () => startOlareg({ referrers: false }),
    // olareg answers 405 where others answer 404, and cosign takes that for a failure.
    signers: ['notation'],
    known: 'referrers tag: 2 found',
  },
  {
    registry: 'distribution 3',
    tool: 'distribution',
    start: startDistribution,
    signers: ['cosign', 'notation'],
    known: 'referrers tag: 3 found',
  },
];

for (const { registry, tool, start, signers, known } of stories) {
  test(`an image in ${registry} shows what is attached to it and how that is known`, async ({ page }) => {
    await needs('oras', 'crane', ...signers, tool);
    await using place = await fill(await start(), { signers });
    await page.goto(`/${place.host}/team/app:1.0`);

    const graph = page.getByRole('region', { name: 'Graph' });
    const signatures = signers.map((signer) => titles[signer]);
    for (const name of [/^SPDX 2\.3/, ...signatures, /^linux\/amd64/, /^linux\/arm64/]) {
      await expect(graph.getByRole('button', { name })).toBeVisible();
    }
    await expect(page.getByText(known)).toBeVisible();
  });
}

test('a registry that asks who is there shows its graph after signing in', async ({ page }) => {
  await needs('oras', 'crane', 'notation', 'distribution');
  await using place = await fill(await startDistribution({ basic: true }), {
    signers: ['notation'],
    prepare: signIn,
  });
  await page.goto(`/${place.host}/team/app:1.0`);
  await expect(page.getByRole('region', { name: 'Graph' })).toBeHidden();

  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await fillDialog(page);
  await expect(
    page.getByRole('region', { name: 'Graph' }).getByRole('button', { name: /^SPDX 2\.3/ }),
  ).toBeVisible();
});

async function fillDialog(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/user/i).fill(testUser.username);
  await dialog.getByLabel(/password/i).fill(testUser.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
}

async function signIn(bench: Workbench, host: string): Promise<void> {
  const { username, password } = testUser;
  await bench.run('crane', ['auth', 'login', '--username', username, '--password', password, host]);
}

type Filling = {
  readonly signers: readonly Signer[];
  readonly prepare?: (bench: Workbench, host: string) => Promise<void>;
};

/** Puts an image of two platforms, an SBOM and signatures into the registry, which ends with the story. */
async function fill(registry: Registry, { signers, prepare }: Filling) {
  const bench = makeWorkbench();
  const end = async () => {
    bench.remove();
    await registry.stop();
  };
  try {
    await prepare?.(bench, registry.host);
    const publisher = createPublisher(bench);
    await writeTwoPlatforms(bench);
    const digest = await publisher.push('images', 'app', `${registry.host}/team/app:1.0`);
    const subject = `${registry.host}/team/app@${digest}`;
    await publisher.attach({
      ...{ subject, artifactType: 'application/spdx+json', file: 'app.spdx.json', content: smallSbom },
    });
    if (signers.includes('cosign')) await publisher.sign(subject);
    if (signers.includes('notation')) await publisher.notarize(subject, 'jws');
  } catch (error) {
    await end();
    throw error;
  }
  return { host: registry.host, [Symbol.asyncDispose]: end };
}
