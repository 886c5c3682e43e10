import type { LayeredImage } from '#lib/formats/compare/align-layers';
import type { ImageConfig } from '#lib/formats/image-config';
import { parseImageConfig } from '#lib/formats/image-config';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { ImageManifest } from '#lib/oci/manifest';
import { isImageConfigMediaType, isManifestMediaType } from '#lib/oci/media-type';
import { formatPlatform, isUnknownPlatform } from '#lib/oci/platform';
import type { Reference } from '#lib/oci/reference';
import { manifestSelector } from '#lib/oci/reference';
import type { FetchedManifest, RegistryClient } from '#lib/registry/registry-client';
import { embeddedBytes } from '#lib/repository/embedded-content';
import { explainError } from '#lib/repository/explain-error';
import { readDocument } from '#lib/repository/read-document';
import { limits } from '#lib/server/platform/limits';

/** One of two artifacts: what its reference names, and the images of an index by platform. */
export type OpenedSide = {
  readonly client: RegistryClient;
  readonly reference: Reference;
  readonly top: FetchedManifest;
  readonly images: ReadonlyMap<string, Descriptor>;
};

/** The image that stands for a side, with its layers and its config. */
export type ComparedImage = LayeredImage & {
  readonly digest: Digest;
  /** Undefined for an index without images. */
  readonly manifest?: ImageManifest;
  readonly platform?: string;
  /** Bytes of the config and the layers. */
  readonly size?: number;
  /** Why there is no config: a sentence. */
  readonly noConfig?: string;
};

/**
 * Reads what a reference names.
 *
 * @throws RegistryError or OciError when it cannot be read
 */
export async function openSide(
  client: RegistryClient,
  reference: Reference,
  signal: AbortSignal,
): Promise<OpenedSide> {
  const top = await client.getManifest(reference.repository, manifestSelector(reference), { signal });
  const entries = top.manifest.shape === 'index' ? top.manifest.manifests : [];
  // What a builder attests lies in the index beside the images, on no platform.
  const images = entries.filter(
    ({ platform, mediaType }) =>
      platform !== undefined && !isUnknownPlatform(platform) && isManifestMediaType(mediaType),
  );
  return {
    client,
    reference,
    top,
    images: new Map(
      images.map((entry) => [entry.platform === undefined ? '' : formatPlatform(entry.platform), entry]),
    ),
  };
}

/**
 * The image of a platform, of an index without it its first one, and of what is no index the artifact itself.
 *
 * @throws RegistryError or OciError when its manifest cannot be read
 */
export async function openImage(
  side: OpenedSide,
  platform: string | undefined,
  signal: AbortSignal,
): Promise<ComparedImage> {
  const { client, reference, top, images } = side;
  const name = platform !== undefined && images.has(platform) ? platform : [...images.keys()][0];
  const entry = name === undefined ? undefined : images.get(name);
  const { manifest, digest } =
    entry === undefined ? top : await client.getManifest(reference.repository, entry.digest, { signal });
  if (manifest.shape !== 'manifest') return { digest, layers: [], noConfig: 'It is not an image.' };
  const { config, layers } = manifest;
  const size = layers.reduce((sum, layer) => sum + layer.size, config?.size ?? 0);
  const read = await readConfig(side, config, signal);
  const own =
    'config' in read && read.config?.platform !== undefined
      ? formatPlatform(read.config.platform)
      : undefined;
  const known = name ?? own;
  return { digest, manifest, layers, size, ...(known === undefined ? {} : { platform: known }), ...read };
}

type ReadConfig = { readonly config: ImageConfig } | { readonly noConfig: string };

async function readConfig(
  { client, reference }: OpenedSide,
  config: Descriptor | undefined,
  signal: AbortSignal,
): Promise<ReadConfig> {
  if (config === undefined || !isImageConfigMediaType(config.mediaType))
    return { noConfig: 'It has no image config.' };
  if (config.size > limits.comparedConfigMaxBytes)
    return { noConfig: 'Its config is too large to be compared.' };
  try {
    const { repository } = reference;
    const read = () => readDocument({ client, repository }, config, { maxBytes: config.size, signal });
    const bytes = embeddedBytes(config) ?? (await read()).bytes;
    return { config: parseImageConfig(bytes) };
  } catch (error) {
    signal.throwIfAborted();
    return { noConfig: `Its config could not be read: ${explainError(error).reason}` };
  }
}
