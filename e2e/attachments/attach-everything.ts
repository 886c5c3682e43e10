import { join } from 'node:path';
import { createLegacySigner } from '#e2e/attachments/legacy-signer';
import { smallSbom } from '#e2e/content/fixtures';
import { openLayoutWriter } from '#e2e/content/layout-writer';
import { createPublisher } from '#e2e/content/publisher';
import { slsaProvenance } from '#e2e/demo/documents/papers';
import { openVex } from '#e2e/demo/documents/reports';
import { writeChart } from '#e2e/demo/images/chart';
import { addCheckout } from '#e2e/demo/images/images';
import { scanPackages } from '#e2e/demo/sboms';
import type { Workbench } from '#e2e/tools/workbench';

export type Attaching = {
  readonly bench: Workbench;
  readonly host: string;
  /** cosign 3 takes the 405 of some registries without the referrers API for a failure. */
  readonly hasCosign3: boolean;
};

const built = '2026-11-02T16:20:09Z';

/** Puts an index as BuildKit writes it under `team/app:1.0`, and lets every real tool attach to it all that it can. */
export async function attachEverything({ bench, host, hasCosign3 }: Attaching): Promise<void> {
  const publisher = createPublisher(bench);
  const legacy = createLegacySigner(bench);
  const layout = openLayoutWriter(join(bench.folder, 'images'));
  layout.tag(await addCheckout(layout, '1.9.0', built), 'app');
  const digest = await publisher.push('images', 'app', `${host}/team/app:1.0`);
  const image = `${host}/team/app@${digest}`;
  const { spdx, cyclonedx } = await scanPackages(bench, image, 'linux/amd64');
  const provenance = slsaProvenance('1.9.0', built);

  await legacy.sign(image);
  await legacy.attest(image, 'spdxjson', smallSbom);
  await legacy.attest(image, 'slsaprovenance', legacyProvenance);
  await legacy.attachSbom(image, smallSbom);
  if (hasCosign3) {
    await publisher.sign(image);
    await publisher.attest(image, 'slsaprovenance1', provenance);
    await publisher.attest(image, 'spdxjson', spdx);
    await publisher.attest(image, 'vuln', vulnerabilities);
    await publisher.attest(image, 'openvex', openVex(`pkg:oci/app@${digest}`, built));
  }
  await publisher.notarize(image, 'jws');
  const sbom = await publisher.attach({
    ...{ subject: image, artifactType: 'application/spdx+json', file: 'app.spdx.json', content: spdx },
  });
  await publisher.notarize(`${host}/team/app@${sbom}`, 'cose');
  await publisher.attach({
    ...{ subject: image, artifactType: 'application/vnd.acme.parts-list.v1', content: cyclonedx },
    file: 'parts.json',
  });
  await legacy.sign(await publishChart(bench, host));
}

async function publishChart(bench: Workbench, host: string): Promise<string> {
  writeChart(join(bench.folder, 'chart'), '2.4.1');
  await bench.run('helm', ['package', 'chart']);
  await bench.run('helm', ['push', '--plain-http', 'storefront-2.4.1.tgz', `oci://${host}/team/charts`]);
  const digest = (await bench.run('crane', ['digest', `${host}/team/charts/storefront:2.4.1`])).trim();
  return `${host}/team/charts/storefront@${digest}`;
}

const legacyProvenance = {
  builder: { id: 'https://ci.acme.example/builders/container@v3' },
  buildType: 'https://ci.acme.example/buildtypes/container/v0',
  invocation: { configSource: { uri: 'git+https://git.acme.example/shop/checkout@refs/tags/v1.9.0' } },
};

const vulnerabilities = {
  invocation: { uri: 'https://ci.acme.example/scans/48211' },
  scanner: {
    uri: 'pkg:github/aquasecurity/trivy@0.66.0',
    version: '0.66.0',
    db: { version: '2', uri: 'ghcr.io/aquasecurity/trivy-db' },
    result: { SchemaVersion: 2, Results: [] },
  },
  metadata: { scanStartedOn: built, scanFinishedOn: built },
};
