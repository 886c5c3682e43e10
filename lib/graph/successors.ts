import type { Descriptor, Subject } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { Manifest } from '#lib/oci/manifest';
import { bareMediaType, isManifestMediaType } from '#lib/oci/media-type';

/** Something that a manifest names, and where it stands. */
export type Successor = {
  /** By its media type; everything else is a blob. */
  readonly isManifest: boolean;
} & (
  | { readonly role: 'subject'; readonly descriptor: Subject }
  | { readonly role: 'config' | 'layer' | 'entry'; readonly descriptor: Descriptor }
);

/** What a manifest is made of: its successors without the subject. */
export type Parts = {
  /** In the order they are named; one that is listed twice comes twice. */
  readonly manifests: readonly Descriptor[];
  /** Each once. */
  readonly blobs: readonly Descriptor[];
};

/**
 * Everything that a manifest names: a descriptor whose media type is a manifest's is a manifest, every other one is a
 * blob, wherever it stands (image-spec "OCI Content Descriptors"). An index may hold blobs, as BuildKit's cache does.
 */
export function successorsOf(manifest: Manifest): readonly Successor[] {
  const subject =
    manifest.subject === undefined
      ? []
      : [{ role: 'subject', descriptor: manifest.subject, isManifest: true } as const];
  switch (manifest.shape) {
    case 'index':
      return [...subject, ...manifest.manifests.map((entry) => toSuccessor('entry', entry))];
    case 'manifest': {
      const config = manifest.config === undefined ? [] : [toSuccessor('config', manifest.config)];
      return [...subject, ...config, ...manifest.layers.map((layer) => toSuccessor('layer', layer))];
    }
    case 'legacy':
      return subject;
    default:
      return manifest satisfies never;
  }
}

/** The manifests and blobs that belong to a manifest; `isManifest` overrides the media type where more is known. */
export function partsOf(
  manifest: Manifest,
  isManifest: (successor: Successor) => boolean = (successor) => successor.isManifest,
): Parts {
  const manifests: Descriptor[] = [];
  const blobs = new Map<Digest, Descriptor>();
  for (const successor of successorsOf(manifest)) {
    if (successor.role === 'subject') continue;
    const { descriptor } = successor;
    if (isManifest(successor)) manifests.push(descriptor);
    else if (!blobs.has(descriptor.digest)) blobs.set(descriptor.digest, descriptor);
  }
  return { manifests, blobs: [...blobs.values()] };
}

/** Whether the content may lie at addresses of its own and in no registry (image-spec "Non-Distributable Layers"). */
export function mayLieElsewhere({ urls, mediaType }: Descriptor): boolean {
  return urls !== undefined || /\.(?:nondistributable|foreign)\./.test(mediaType);
}

function toSuccessor(role: 'config' | 'layer' | 'entry', descriptor: Descriptor): Successor {
  return { role, descriptor, isManifest: isManifestMediaType(bareMediaType(descriptor.mediaType)) };
}
