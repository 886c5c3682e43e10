import { meaningOfManifest } from '#lib/formats/declared/meaning';
import type { BlobBytes } from '#lib/formats/documents/document';
import { planReading } from '#lib/formats/reading/plan-reading';
import { understand } from '#lib/formats/reading/understand';
import type { Descriptor } from '#lib/oci/descriptor';
import { parseDigest } from '#lib/oci/digest';
import type { Meaning } from '#lib/oci/kind';
import { parseManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import type { KindRow, LayerSketch, Sketch } from './sketch.ts';

const emptyDigest = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';

/** What a sketched manifest is, after reading what the plan asks for and the sketch has. */
export function readSketch({ sketch, tags, entry }: Pick<KindRow, 'sketch' | 'tags' | 'entry'>): Meaning {
  const blobs = new Map<string, Uint8Array>();
  const json = toJson(sketch, blobs);
  const manifest = parseManifest(new TextEncoder().encode(JSON.stringify(json)), sketch.mediaType);
  const descriptor: Descriptor = {
    mediaType: sketch.mediaType,
    digest: parseDigest(`sha256:${'d'.repeat(64)}`),
    size: 1,
    ...(entry === undefined ? {} : { annotations: entry }),
  };
  const declared = meaningOfManifest(manifest, descriptor, tags);
  const contents = planReading(manifest, declared).readings.flatMap(
    ({ blob, maxBytes }): readonly BlobBytes[] => {
      const bytes = blobs.get(blob.digest);
      return bytes === undefined
        ? []
        : [{ blob, bytes: bytes.subarray(0, maxBytes), isWhole: bytes.length <= maxBytes }];
    },
  );
  return understand(manifest, declared, contents);
}

function toJson(sketch: Sketch, blobs: Map<string, Uint8Array>): unknown {
  const list = (layers: readonly LayerSketch[]) => layers.map((layer) => descriptorOf(layer, blobs));
  return {
    ...sketch,
    schemaVersion: 2,
    ...(sketch.config === undefined ? {} : { config: descriptorOf(sketch.config, blobs) }),
    ...(sketch.layers === undefined ? {} : { layers: list(sketch.layers) }),
    ...(sketch.blobs === undefined ? {} : { blobs: list(sketch.blobs) }),
    ...(sketch.manifests === undefined ? {} : { manifests: list(sketch.manifests) }),
  };
}

function descriptorOf(layer: LayerSketch, blobs: Map<string, Uint8Array>): unknown {
  const { type, notes, content } = typeof layer === 'string' ? { type: layer } : layer;
  if (type === mediaTypes.empty) return { mediaType: type, digest: emptyDigest, size: 2 };
  const digest = `sha256:${blobs.size.toString(16).padStart(64, '0')}`;
  const bytes = new TextEncoder().encode(content === undefined ? 'not read' : JSON.stringify(content));
  blobs.set(digest, bytes);
  return {
    ...{ mediaType: type, digest, size: bytes.length },
    ...(notes === undefined ? {} : { annotations: notes }),
  };
}
