import { pushZeros } from '#e2e/bench/blob/transfer';
import { openPusher } from '#e2e/bench/walk/seed/push';
import { parseDigest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';

const miB = 1024 * 1024;

/** Puts an image under `tag` whose layers together have so many MiB, none like another; gives its reference. */
export async function seedLargeImage(
  url: string,
  repository: string,
  tag: string,
  layersMiB: readonly number[],
): Promise<string> {
  const pusher = openPusher(url, repository);
  try {
    const platform = { architecture: 'amd64', os: 'linux' };
    const config = await pusher.pushBlob(
      mediaTypes.ociConfig,
      JSON.stringify({ ...platform, config: {}, rootfs: { type: 'layers', diff_ids: [] } }),
    );
    const layers: unknown[] = [];
    for (const size of layersMiB) {
      const digest = parseDigest(await pushZeros(url, repository, size * miB));
      layers.push({ mediaType: 'application/vnd.oci.image.layer.v1.tar', digest, size: size * miB });
    }
    await pusher.pushManifest({ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers }, tag);
    return `${new URL(url).host}/${repository}:${tag}`;
  } finally {
    await pusher.close();
  }
}
