import { createHash } from 'node:crypto';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mediaTypes } from '#lib/oci/media-type';
import type { Architecture, Layer } from './layers.ts';

/** What a manifest says of a blob or of another manifest. */
export type Descriptor = {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: { readonly os: string; readonly architecture: string };
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
};

const empty = Buffer.from('{}');

/** A new OCI image layout in a folder (https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md). */
export async function openLayout(folder: string) {
  const blobs = join(folder, 'blobs/sha256');
  await mkdir(blobs, { recursive: true });
  await writeFile(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));

  const put = async (mediaType: string, content: Uint8Array): Promise<Descriptor> => {
    const hex = createHash('sha256').update(content).digest('hex');
    await writeFile(join(blobs, hex), content);
    return { mediaType, digest: `sha256:${hex}`, size: content.byteLength };
  };
  const putJson = (mediaType: string, value: unknown) => put(mediaType, Buffer.from(JSON.stringify(value)));

  return {
    /** The manifest of an image for one architecture. */
    image: async (architecture: Architecture, layers: readonly Layer[], version: string, created: string) => {
      for (const layer of layers)
        await copyFile(layer.path, join(blobs, layer.digest.replace('sha256:', '')));
      const config = await putJson(mediaTypes.ociConfig, imageConfig(architecture, layers, created));
      const manifest = await putJson(mediaTypes.ociManifest, {
        schemaVersion: 2,
        mediaType: mediaTypes.ociManifest,
        config,
        layers: layers.map(({ digest, size }) => ({
          mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
          digest,
          size,
        })),
        annotations: annotationsOf(version, created),
      });
      return { ...manifest, platform: { os: 'linux', architecture } };
    },
    /** The index of an image for several architectures. */
    index: async (manifests: readonly Descriptor[], version: string, created: string) =>
      await putJson(mediaTypes.ociIndex, {
        schemaVersion: 2,
        mediaType: mediaTypes.ociIndex,
        manifests,
        annotations: annotationsOf(version, created),
      }),
    /** A document attached to a manifest or an index. */
    attach: async ({ mediaType, digest, size }: Descriptor, artifactType: string, content: string) => {
      const manifest = await putJson(mediaTypes.ociManifest, {
        schemaVersion: 2,
        mediaType: mediaTypes.ociManifest,
        artifactType,
        config: await put(mediaTypes.empty, empty),
        layers: [await put(artifactType, Buffer.from(content))],
        subject: { mediaType, digest, size },
      });
      return { ...manifest, artifactType };
    },
    /** Writes the list of what stands at the top; the first one has the tag. */
    close: async (tag: string, [first, ...others]: readonly Descriptor[]) => {
      if (first === undefined) throw new Error('An image layout needs something at its top.');
      const named = { ...first, annotations: { 'org.opencontainers.image.ref.name': tag } };
      const list = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [named, ...others] };
      await writeFile(join(folder, 'index.json'), JSON.stringify(list));
    },
  };
}

function imageConfig(architecture: Architecture, layers: readonly Layer[], created: string) {
  return {
    architecture,
    os: 'linux',
    created,
    config: {
      User: '10001:10001',
      WorkingDir: '/app',
      // As `npm start` does (package.json).
      Entrypoint: [
        '/usr/local/bin/node',
        '--max-semi-space-size=4',
        '--heap-growing-percent=40',
        '--expose-gc',
      ],
      Cmd: ['lib/server/start.mjs'],
      Env: ['PATH=/usr/local/bin', 'NODE_ENV=production', 'ORRERY_DATA_DIR=/data'],
      ExposedPorts: { '3000/tcp': {} },
      Volumes: { '/data': {} },
    },
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    history: ['Debian and Node.js', 'Orrery'].map((name) => ({ created, created_by: name })),
  };
}

function annotationsOf(version: string, created: string): Readonly<Record<string, string>> {
  return {
    'org.opencontainers.image.title': 'orrery',
    'org.opencontainers.image.description':
      'Shows any OCI registry as a graph: an image and everything attached to it.',
    'org.opencontainers.image.version': version,
    'org.opencontainers.image.licenses': 'Apache-2.0',
    'org.opencontainers.image.created': created,
  };
}
