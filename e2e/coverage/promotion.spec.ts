import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openLayoutWriter } from '#e2e/content/layout-writer';
import { createPublisher } from '#e2e/content/publisher';
import { addCheckout } from '#e2e/demo/images/images';
import { keyPolicy } from '#e2e/fakes/sign-simple';
import { startOrrery } from '#e2e/registries/orrery';
import { startZot } from '#e2e/registries/real-registries';
import { runOf, showPlan } from '#e2e/screens/change-steps';
import { findViolations } from '#e2e/screens/find-violations';
import { findTools } from '#e2e/tools/find-tool';
import type { Workbench } from '#e2e/tools/workbench';
import { makeWorkbench } from '#e2e/tools/workbench';

const repository = 'team/checkout';

/** Releases that cosign signed: the second with all that the first has, the third with the SBOM of the first. */
async function pushReleases(bench: Workbench, host: string): Promise<string> {
  const publisher = createPublisher(bench);
  const layout = openLayoutWriter(join(bench.folder, 'images'));
  const digests: string[] = [];
  for (const [place, tag] of ['1.0', '1.1', '1.2'].entries()) {
    layout.tag(await addCheckout(layout, `1.9.${place}`, '2026-11-02T16:20:09Z'), tag);
    const digest = await publisher.push('images', tag, `${host}/${repository}:${tag}`);
    digests.push(digest);
    const reference = `${host}/${repository}@${digest}`;
    await publisher.sign(reference);
    await publisher.attest(reference, 'slsaprovenance1', provenance);
    if (tag !== '1.2') await publisher.attest(reference, 'spdxjson', sbom);
    const statement = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'checkout', digest: { sha256: digests[0]?.slice('sha256:'.length) } }],
      predicateType: 'https://spdx.dev/Document',
      predicate: sbom,
    };
    const borrowed = { artifactType: 'application/vnd.in-toto+json', file: 'sbom.json', content: statement };
    if (tag === '1.2') await publisher.attach({ subject: reference, ...borrowed });
  }
  const { cosign } = await publisher.publicKeys();
  return cosign;
}

const sbom = {
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'checkout',
  documentNamespace: 'https://acme.example/checkout',
  dataLicense: 'CC0-1.0',
  creationInfo: { created: '2026-11-02T16:20:09Z', creators: ['Tool: syft-1.0'] },
  packages: [{ name: 'ws', versionInfo: '8.1.0', SPDXID: 'SPDXRef-1', downloadLocation: 'NOASSERTION' }],
};
const provenance = {
  buildDefinition: {
    buildType: 'https://acme.example/build',
    externalParameters: {},
    resolvedDependencies: [],
  },
  runDetails: { builder: { id: 'https://acme.example/builder' } },
};

type Job = { readonly code: number; readonly status: string };

/** What a job of CI gets: the exit code of curl, and the status. */
async function runGate(url: string, parameters: Readonly<Record<string, string>>): Promise<Job> {
  const data = Object.entries({ ...parameters, gate: '1' }).flatMap(([name, value]) => [
    '--data-urlencode',
    `${name}=${value}`,
  ]);
  const quiet = ['--fail-with-body', '-sS', '-o', '/dev/null', '-w', '%{http_code}'];
  const { promise, resolve } = Promise.withResolvers<Job>();
  execFile('curl', [...quiet, '-G', `${url}/api/audit`, ...data], (error, stdout) =>
    resolve({ code: typeof error?.code === 'number' ? error.code : 0, status: stdout }),
  );
  return await promise;
}

test('curl ends a job by what a candidate in zot comes to, and an approval is what oras discovers', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const missing = [...(await findTools(['zot', 'cosign', 'oras', 'crane', 'notation'])).values()].find(
    ({ status }) => status === 'missing',
  );
  test.skip(missing !== undefined, missing?.status === 'missing' ? missing.reason : '');
  const [bench, zot] = [makeWorkbench(), await startZot()];
  const key = await pushReleases(bench, zot.host);
  mkdirSync(join(bench.folder, 'policy'));
  bench.write('policy/acme.json', keyPolicy(key));
  const settings = { ORRERY_POLICY: join(bench.folder, 'policy') };
  const orrery = await startOrrery({ access: 'open', settings });
  try {
    const at = (tag: string) => `${zot.host}/${repository}:${tag}`;
    const require = 'signature:matches,sbom,provenance';
    const gate = (tag: string, accepted = '1.0') =>
      runGate(orrery.url, { ref: at(tag), against: accepted, require });
    expect(await gate('1.1')).toEqual({ code: 0, status: '200' });
    expect(await gate('1.2')).toEqual({ code: 22, status: '412' });
    // Where nothing is required everything is judged, and without a report nobody knows what is open.
    const open = { ref: at('1.1'), against: at('1.0'), require: 'none' };
    expect(await runGate(orrery.url, open)).toEqual({ code: 22, status: '424' });
    expect((await gate('1.1', '9.9')).code).toBe(22);

    const page = await browser.newPage();
    await page.goto(
      `${orrery.url}/${zot.host}/${repository}?compare=1.0..1.2&view=audit&require=${encodeURIComponent(require)}`,
    );
    const promotion = page.getByRole('region', { name: 'Promotion' });
    await expect(promotion.getByRole('heading', { name: /cannot replace/ })).toBeVisible();
    await expect(promotion).toContainText('names the accepted release');
    await page.goto(
      `${orrery.url}/${zot.host}/${repository}?compare=1.0..1.1&view=audit&require=${encodeURIComponent(require)}`,
    );
    await expect(promotion.getByRole('heading', { name: /can replace/ })).toBeVisible();
    await promotion.getByRole('button', { name: 'Accept…' }).click();
    await page.getByLabel('Who accepts it').fill('Ada <ada@acme.example>');
    await showPlan(page);
    await runOf(page).click();
    await expect(page.getByRole('region', { name: 'Plan' })).toContainText(/Done/);
    const tree = await bench.run('oras', ['discover', '--plain-http', '--format', 'json', at('1.1')]);
    expect(tree).toContain('application/vnd.orrery.approval.v1+json');
    await page.getByRole('button', { name: 'Close the plan' }).click();
    await expect(page.getByRole('region', { name: 'Approvals' })).toContainText(
      'Ada <ada@acme.example> approved it',
    );
    await page.close();
  } finally {
    await orrery.stop();
    await zot.stop();
    bench.remove();
  }
});

test('two tags lead to their promotion, by the keyboard too, and what fails needs a reason', async ({
  page,
  baseURL,
}) => {
  const { host } = new URL(baseURL ?? '');
  await page.goto(`/${host}/acme/storefront`);
  for (const tag of ['2.4.1', '2.4.0'])
    await page.getByRole('checkbox', { name: `Select ${tag}`, exact: true }).check();
  await page.getByRole('toolbar', { name: 'Selected tags' }).getByRole('link', { name: 'Evaluate' }).click();
  await expect(page).toHaveURL(/compare=2\.4\.0\.\.2\.4\.1&view=audit/);
  await page.goto(`/${host}/acme/storefront?compare=2.4.0..2.4.1`);
  await page.getByRole('link', { name: 'Evaluate the candidate' }).click();
  await expect(page).toHaveURL(/compare=2\.4\.0\.\.2\.4\.1&view=audit/);
  const promotion = page.getByRole('region', { name: 'Promotion' });
  await expect(promotion.getByRole('heading', { level: 2 }).first()).toContainText('cannot replace');
  const packages = promotion.getByText('Packages that changed', { exact: true }).first();
  await packages.click();
  await expect(promotion.getByRole('rowheader', { name: 'axios' }).first()).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await promotion.getByRole('button', { name: 'Accept…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Accept the candidate' });
  await dialog.getByLabel('Who accepts it').fill('Ada');
  await expect(dialog.getByRole('button', { name: 'Show the plan' })).toBeDisabled();
  await dialog.getByLabel('Reason, because it does not pass').fill('The fix is in the next release.');
  await expect(dialog.getByRole('button', { name: 'Show the plan' })).toBeEnabled();
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await promotion.getByRole('button', { name: 'Swap the sides' }).click();
  await expect(page).toHaveURL(/compare=2\.4\.1\.\.2\.4\.0&view=audit/);
});
