import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import type { LayoutWriter } from '#e2e/content/layout-writer';
import type { Annotations, Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import type { Platform } from '#lib/oci/platform';

/** One step of a build: the files that it adds, by path; a text that starts with `#!` is executable. */
export type Layer = { readonly createdBy: string; readonly files: Readonly<Record<string, string>> };

export type ImageSource = {
  readonly platform: Platform;
  /** RFC 3339; stands in the config, the history and on every file. */
  readonly created: string;
  readonly layers: readonly Layer[];
  /** Env, Entrypoint, Labels … of the image config. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly annotations?: Annotations;
};

/** Adds an image of real tar+gzip layers and a real config; the same source gives the same bytes. */
export async function addImage(layout: LayoutWriter, source: ImageSource): Promise<Descriptor> {
  const tars = await Promise.all(source.layers.map((layer) => packFiles(layer.files, source.created)));
  const config = layout.addBlob(
    mediaTypes.ociConfig,
    JSON.stringify({
      created: source.created,
      architecture: source.platform.architecture,
      os: source.platform.os,
      ...(source.platform.variant === undefined ? {} : { variant: source.platform.variant }),
      config: source.config,
      rootfs: {
        type: 'layers',
        diff_ids: tars.map((tar) => `sha256:${createHash('sha256').update(tar).digest('hex')}`),
      },
      history: source.layers.map(({ createdBy }) => ({
        created: source.created,
        created_by: createdBy,
        comment: 'buildkit.dockerfile.v0',
      })),
    }),
  );
  const layers = tars.map((tar) =>
    layout.addBlob('application/vnd.oci.image.layer.v1.tar+gzip', gzipSync(tar, { level: 9 })),
  );
  const manifest = layout.addManifest({
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers },
    ...(source.annotations === undefined ? {} : { annotations: source.annotations }),
  });
  return { ...manifest, platform: source.platform };
}

/** Adds an index over images that were added before. */
export function addIndex(
  layout: LayoutWriter,
  manifests: readonly Descriptor[],
  annotations: Annotations = {},
): Descriptor {
  return layout.addManifest({
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests },
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  });
}

async function packFiles(files: Readonly<Record<string, string>>, created: string): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) {
    archive.entry(
      { name, mode: content.startsWith('#!') ? 0o755 : 0o644, mtime: new Date(created) },
      content,
    );
  }
  archive.finalize();
  return buffer(archive);
}
