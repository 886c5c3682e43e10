import type { Publisher } from '#e2e/content/publisher';
import { approvals, flightPlan, slsaProvenance } from '#e2e/demo/documents/papers';
import { earlierTrivyReport, grypeReport, openVex, teamVex, trivyReport } from '#e2e/demo/documents/reports';
import { sarifReport } from '#e2e/demo/documents/sarif';
import { scanPackages } from '#e2e/demo/sboms';
import type { Workbench } from '#e2e/tools/workbench';

export type Publishing = {
  readonly bench: Workbench;
  readonly publisher: Publisher;
  readonly host: string;
};

const version = '2.4.1';
const released = '2026-10-23T09:12:44Z';
const firstScan = Date.parse('2026-10-24T03:15:00Z');
const dayMs = 24 * 60 * 60 * 1000;
const created = 'org.opencontainers.image.created';

/** The release that the demo is about: storefront 2.4.1 with everything a careful company attaches. */
export async function publishRelease({ bench, publisher, host }: Publishing): Promise<void> {
  const repository = `${host}/acme/storefront`;
  const digest = await publisher.push('images', 'storefront', `${repository}:${version},2.4,latest`);
  const image = `${repository}@${digest}`;
  const platforms = await listChildren(bench, image);
  const { spdx, cyclonedx } = await scanPackages(bench, image, version);

  await publisher.sign(image, ['--recursive']);
  await publisher.attest(image, 'slsaprovenance1', slsaProvenance(version, released));
  const product = `pkg:oci/storefront@${digest}`;
  await publisher.attest(image, 'openvex', openVex(product, '2026-11-20T10:00:00Z'));
  await publisher.attach({
    subject: image,
    artifactType: 'application/vnd.openvex+json',
    file: 'operations.openvex.json',
    content: teamVex(product, '2026-11-21T14:30:00Z'),
    annotations: { [created]: '2026-11-21T14:30:00Z' },
  });
  for (const platform of platforms) await publisher.attest(`${repository}@${platform}`, 'spdxjson', spdx);
  await publisher.attest(image, 'cyclonedx', cyclonedx);
  await publisher.notarize(image, 'jws');

  await publishApprovals({ publisher, repository, image, spdx });
  await publishReports(publisher, { image, tag: `registry.acme.example/acme/storefront:${version}`, digest });
}

/** The release before: an SBOM, a report and a provenance, and not signed with notation. */
export async function publishEarlierRelease({ bench, publisher, host }: Publishing): Promise<void> {
  const repository = `${host}/acme/storefront`;
  const digest = await publisher.push('images', 'storefront-2.4.0', `${repository}:2.4.0`);
  const image = `${repository}@${digest}`;
  const { spdx } = await scanPackages(bench, image, '2.4.0');
  await publisher.sign(image);
  await publisher.attest(image, 'spdxjson', spdx);
  await publisher.attest(image, 'slsaprovenance1', slsaProvenance('2.4.0', '2026-09-30T08:41:02Z'));
  const scanned = '2026-10-22T03:15:00Z';
  const tag = 'registry.acme.example/acme/storefront:2.4.0';
  await publisher.attach({
    subject: image,
    artifactType: 'application/vnd.aquasec.trivy.report+json',
    file: `trivy-2.4.0-${scanned.slice(0, 10)}.json`,
    content: earlierTrivyReport({ day: 0, created: scanned, image: tag, digest }),
    annotations: { [created]: scanned },
  });
}

/** A chain five deep: SBOM, review of the SBOM, approval of the review, change record, signature of that. */
async function publishApprovals(about: {
  readonly publisher: Publisher;
  readonly repository: string;
  readonly image: string;
  readonly spdx: unknown;
}): Promise<void> {
  const { publisher, repository, image, spdx } = about;
  const sbom = await publisher.attach({
    subject: image,
    artifactType: 'application/spdx+json',
    file: 'storefront-2.4.1.spdx.json',
    content: spdx,
    annotations: { [created]: '2026-10-23T09:20:10Z' },
  });
  await publisher.notarize(`${repository}@${sbom}`, 'cose');
  let subject = sbom;
  for (const { name, artifactType, created: at, content } of approvals) {
    subject = await publisher.attach({
      subject: `${repository}@${subject}`,
      ...{ artifactType, file: name, content, annotations: { [created]: at } },
    });
  }
  await publisher.sign(`${repository}@${subject}`);
}

async function publishReports(
  publisher: Publisher,
  about: { readonly image: string; readonly tag: string; readonly digest: string },
): Promise<void> {
  await publisher.attach({
    subject: about.image,
    artifactType: 'application/sarif+json',
    file: 'code-scan.sarif',
    content: sarifReport(),
    annotations: { [created]: '2026-10-23T09:31:00Z' },
  });
  await publisher.attach({
    subject: about.image,
    artifactType: 'application/vnd.acme.flight-plan.v1+json',
    file: 'flight-plan.json',
    content: flightPlan,
    annotations: {
      [created]: '2026-10-24T06:45:00Z',
      'org.opencontainers.image.title': 'Flight plan for 2.4.1',
    },
  });
  const scanned = '2026-11-22T04:00:00Z';
  await publisher.attach({
    subject: about.image,
    artifactType: 'application/vnd.anchore.grype.report+json',
    file: 'grype-2026-11-22.json',
    content: grypeReport({ created: scanned, image: about.tag, digest: about.digest }),
    annotations: { [created]: scanned },
  });
  for (let day = 0; day < 30; day += 1) {
    const at = `${new Date(firstScan + day * dayMs).toISOString().slice(0, 19)}Z`;
    await publisher.attach({
      subject: about.image,
      artifactType: 'application/vnd.aquasec.trivy.report+json',
      file: `trivy-${at.slice(0, 10)}.json`,
      content: trivyReport({ day, created: at, image: about.tag, digest: about.digest }),
      annotations: { [created]: at },
    });
  }
}

/** The digests of an index's entries. */
export async function listChildren(bench: Workbench, image: string): Promise<readonly string[]> {
  const index: { readonly manifests: readonly { readonly digest: string }[] } = JSON.parse(
    await bench.run('crane', ['manifest', image]),
  );
  return index.manifests.map(({ digest }) => digest);
}
