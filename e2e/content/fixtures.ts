import { join } from 'node:path';
import { addImage, addIndex } from '#e2e/content/image';
import { openLayoutWriter } from '#e2e/content/layout-writer';
import type { Workbench } from '#e2e/tools/workbench';

/** Writes the layout folder `images` with the tag `app`: a small image for two platforms. */
export async function writeTwoPlatforms(bench: Workbench): Promise<void> {
  const layout = openLayoutWriter(join(bench.folder, 'images'));
  const images = await Promise.all(
    ['amd64', 'arm64'].map((architecture) =>
      addImage(layout, {
        platform: { os: 'linux', architecture },
        created: '2026-06-01T08:00:00Z',
        layers: [
          {
            createdBy: 'ADD rootfs / # buildkit',
            files: { 'etc/os-release': `ID=alpine\nARCH=${architecture}\n` },
          },
          {
            createdBy: 'COPY app /usr/bin/app # buildkit',
            files: { 'usr/bin/app': '#!/bin/sh\necho hello\n' },
          },
        ],
        config: { Entrypoint: ['/usr/bin/app'], Env: ['PATH=/usr/bin'] },
      }),
    ),
  );
  layout.tag(addIndex(layout, images), 'app');
}

/** A small SBOM, for where only its being there matters. */
export const smallSbom = {
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'app',
  documentNamespace: 'https://acme.example/sbom/app',
  creationInfo: { created: '2026-06-01T08:05:00Z', creators: ['Organization: Acme Corporation'] },
  packages: [
    { SPDXID: 'SPDXRef-musl', name: 'musl', versionInfo: '1.2.5-r10', downloadLocation: 'NOASSERTION' },
  ],
} as const;
