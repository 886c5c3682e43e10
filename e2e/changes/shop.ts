import { join } from 'node:path';
import { smallSbom } from '#e2e/content/fixtures';
import { addImage, addIndex } from '#e2e/content/image';
import { openLayoutWriter } from '#e2e/content/layout-writer';
import { createPublisher } from '#e2e/content/publisher';
import type { Workbench } from '#e2e/tools/workbench';
import type { Digest } from '#lib/oci/digest';

/** What stands in a repository before something is changed in it. */
export type Shop = {
  /** `host/name` */
  readonly repository: string;
  /** The index under 1.0: amd64 of its own, and arm64 that it shares with 1.1. */
  readonly release: Digest;
  readonly amd64: Digest;
  readonly arm64: Digest;
  /** The index under 1.1 and `latest`. */
  readonly next: Digest;
  /** An SBOM of 1.0, a review of that SBOM, and a report about the shared platform. */
  readonly sbom: Digest;
  readonly review: Digest;
  readonly report: Digest;
};

export const shopTypes = {
  sbom: 'application/spdx+json',
  review: 'application/vnd.acme.review.v1+json',
  report: 'application/vnd.acme.report.v1+json',
} as const;

/** Fills a repository with real clients: two releases that share a platform, and what is attached to one of them. */
export async function openShop(bench: Workbench, repository: string): Promise<Shop> {
  const images = await writeReleases(bench);
  const publisher = createPublisher(bench);
  const release = await publisher.push('releases', '1.0', `${repository}:1.0`);
  const next = await publisher.push('releases', '1.1', `${repository}:1.1,latest`);
  const attach = (subject: Digest, kind: keyof typeof shopTypes, content: unknown) =>
    publisher.attach({
      subject: `${repository}@${subject}`,
      artifactType: shopTypes[kind],
      file: `${kind}.json`,
      content,
    });
  const sbom = await attach(release, 'sbom', smallSbom);
  const review = await attach(sbom, 'review', { outcome: 'accepted' });
  const report = await attach(images.arm64, 'report', { findings: [] });
  return { repository, release, next, ...images, sbom, review, report };
}

/** The digests of everything that 1.0 is and that is attached to it. */
export function releaseContent({ release, amd64, arm64, sbom, review, report }: Shop): readonly Digest[] {
  return [release, amd64, arm64, sbom, review, report];
}

async function writeReleases(bench: Workbench): Promise<{ readonly amd64: Digest; readonly arm64: Digest }> {
  const layout = openLayoutWriter(join(bench.folder, 'releases'));
  const image = (architecture: string, version: string) =>
    addImage(layout, {
      platform: { os: 'linux', architecture },
      created: '2026-06-01T08:00:00Z',
      layers: [
        { createdBy: 'ADD rootfs / # buildkit', files: { 'etc/os-release': `ARCH=${architecture}\n` } },
        {
          createdBy: 'COPY app /usr/bin/app # buildkit',
          files: { 'usr/bin/app': `#!/bin/sh\necho ${version}\n` },
        },
      ],
      config: { Entrypoint: ['/usr/bin/app'] },
    });
  const arm64 = await image('arm64', 'shared');
  const amd64 = await image('amd64', '1.0');
  layout.tag(addIndex(layout, [amd64, arm64]), '1.0');
  layout.tag(addIndex(layout, [await image('amd64', '1.1'), arm64]), '1.1');
  return { amd64: amd64.digest, arm64: arm64.digest };
}
