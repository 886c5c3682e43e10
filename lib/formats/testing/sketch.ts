import type { LayerSketch, Sketch } from '#lib/formats/testing/kind-row';
import { mediaTypes } from '#lib/oci/media-type';

type Extra = Partial<Omit<Sketch, 'mediaType'>>;

export function image(layers: readonly LayerSketch[], extra: Extra = {}): Sketch {
  return { mediaType: mediaTypes.ociManifest, config: mediaTypes.ociConfig, layers, ...extra };
}

export function artifact(
  artifactType: string,
  layers: readonly LayerSketch[] = [],
  extra: Extra = {},
): Sketch {
  return { mediaType: mediaTypes.ociManifest, artifactType, config: mediaTypes.empty, layers, ...extra };
}

export function configured(config: LayerSketch, layers: readonly LayerSketch[], extra: Extra = {}): Sketch {
  return { mediaType: mediaTypes.ociManifest, config, layers, ...extra };
}

export function index(manifests: readonly LayerSketch[], extra: Extra = {}): Sketch {
  return { mediaType: mediaTypes.ociIndex, manifests, ...extra };
}
