import { useQuery } from '@tanstack/react-query';
import { blobQuery, manifestQuery } from '#lib/api/queries/content-queries';
import { graphQuery } from '#lib/api/queries/queries';
import { parseImageConfig } from '#lib/formats/image-config';
import { addFacts } from '#lib/graph/collect-facts';
import { emptyGraphState } from '#lib/graph/graph-state';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Manifest } from '#lib/oci/manifest';
import { parseManifest } from '#lib/oci/manifest';
import { isImageConfigMediaType } from '#lib/oci/media-type';
import { formatPlatform, isUnknownPlatform } from '#lib/oci/platform';

const maxConfigBytes = 4 * 1024 * 1024;

/** One of two artifacts that are compared: type, content and attachments as far as they have loaded. */
export function useComparedTag(repository: string, tag: string, platform: string | undefined) {
  const reference = `${repository}:${tag}`;
  const top = useQuery({ ...manifestQuery(reference), select: read });
  const entries = top.data?.manifest.shape === 'index' ? imagesOf(top.data.manifest.manifests) : undefined;
  const entry = entries?.find((one) => nameOf(one) === platform) ?? entries?.[0];
  const child = useQuery({
    ...manifestQuery(`${repository}@${entry?.digest}`),
    select: read,
    enabled: entry !== undefined,
  });
  const image = entries === undefined ? top.data : child.data;
  const manifest = image?.manifest.shape === 'manifest' ? image.manifest : undefined;
  const config = manifest?.config !== undefined && isImageConfigMediaType(manifest.config.mediaType);
  const configBytes = useQuery({
    ...blobQuery(`${repository}@${manifest?.config?.digest}`, maxConfigBytes),
    select: ({ bytes }) => parseImageConfig(bytes),
    enabled: config,
  });
  const graph = useQuery({
    ...graphQuery(reference),
    select: (facts) => addFacts(emptyGraphState, facts),
  });
  return {
    tag,
    digest: top.data?.digest,
    platforms: entries?.map(nameOf) ?? [],
    layers: manifest?.layers,
    config: configBytes.data,
    /** Whether it has no config of an image to compare. */
    isOther: manifest !== undefined && !config,
    graph: graph.data,
    isPending: [top, child, configBytes, graph].some(({ fetchStatus }) => fetchStatus === 'fetching'),
    error: top.error ?? child.error ?? configBytes.error ?? graph.error,
  };
}

export type ComparedTag = ReturnType<typeof useComparedTag>;

function read({ bytes, mediaType, digest }: { bytes: Uint8Array; mediaType: string; digest: string }): {
  readonly manifest: Manifest;
  readonly digest: string;
} {
  return { manifest: parseManifest(bytes, mediaType), digest };
}

// What a builder attests lies in the index beside the images, on no platform.
function imagesOf(entries: readonly Descriptor[]): readonly Descriptor[] {
  return entries.filter(({ platform }) => platform !== undefined && !isUnknownPlatform(platform));
}

function nameOf({ platform }: Descriptor): string {
  return platform === undefined ? '' : formatPlatform(platform);
}
