import type { LayerSketch } from '#lib/formats/testing/kind-row';

export const tgz = 'application/vnd.oci.image.layer.v1.tar+gzip';

/** A layer with content that is to be read. */
export function layer(type: string, content: unknown): LayerSketch {
  return { type, content };
}

/** A layer of a file system with an annotation. */
export function noted(key: string, value = 'x'): LayerSketch {
  return { type: tgz, notes: { [key]: value } };
}

/** A layer that is a file with a name. */
export function named(type: string, title: string): LayerSketch {
  return { type, notes: { 'org.opencontainers.image.title': title } };
}
