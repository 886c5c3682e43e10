import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Descriptor } from '#lib/oci/descriptor';
import { digestFromHash, digestParts } from '#lib/oci/digest';

/** Writes an OCI image layout by hand, so that a real client can push exactly the bytes we want. */
export type LayoutWriter = {
  readonly folder: string;
  readonly addBlob: (mediaType: string, content: Uint8Array | string) => Descriptor;
  /** Writes a manifest or index as JSON; its own `mediaType` names it. */
  readonly addManifest: (manifest: { readonly mediaType: string }) => Descriptor;
  readonly tag: (descriptor: Descriptor, tag: string) => void;
};

export function openLayoutWriter(folder: string): LayoutWriter {
  const manifests: Descriptor[] = [];
  mkdirSync(join(folder, 'blobs/sha256'), { recursive: true });
  writeFileSync(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));

  const addBlob: LayoutWriter['addBlob'] = (mediaType, content) => {
    const bytes = Buffer.from(content);
    const digest = digestFromHash('sha256', createHash('sha256').update(bytes).digest('hex'));
    writeFileSync(join(folder, 'blobs/sha256', digestParts(digest).encoded), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  return {
    folder,
    addBlob,
    addManifest: (manifest) => addBlob(manifest.mediaType, JSON.stringify(manifest, null, 2)),
    tag: (descriptor, tag) => {
      manifests.push({ ...descriptor, annotations: { 'org.opencontainers.image.ref.name': tag } });
      writeFileSync(
        join(folder, 'index.json'),
        JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests }),
      );
    },
  };
}
