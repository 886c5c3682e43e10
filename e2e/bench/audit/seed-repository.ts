import { writePaper } from '#e2e/bench/walk/seed/documents';
import type { Pusher } from '#e2e/bench/walk/seed/push';
import { openPusher } from '#e2e/bench/walk/seed/push';
import { makeKey, payloadOf, signPayload } from '#e2e/fakes/sign-simple';
import { mapConcurrent } from '#lib/async/map-concurrent';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';

/** The key of all signatures. */
export const releaseKey = makeKey();

const simpleSigning = 'application/vnd.dev.cosign.simplesigning.v1+json';
// Papers with these numbers are an SBOM and a report.
const sbom = 0;
const report = 3;

/**
 * Puts so many images into a repository, each under a tag of its own: of five, three are signed as cosign 2 does it, two of
 * those have an SBOM, and one that nobody signed has a report of vulnerabilities.
 */
export async function seedRepository(url: string, repository: string, count: number): Promise<void> {
  const pusher = openPusher(url, repository);
  try {
    const config = await pusher.pushBlob(mediaTypes.ociConfig, '{}');
    const empty = { ...config, mediaType: mediaTypes.empty };
    await mapConcurrent(
      Array.from({ length: count }, (_, at) => at),
      8,
      async (at) => {
        const image = await pushImage(pusher, config, at);
        if (at % 5 < 3) await signImage(pusher, config, image);
        if (at % 5 < 2) await attach(pusher, empty, image, sbom);
        if (at % 5 === 3) await attach(pusher, empty, image, report);
      },
    );
  } finally {
    await pusher.close();
  }
}

async function pushImage(pusher: Pusher, config: Descriptor, at: number): Promise<Descriptor> {
  const image = {
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [] },
    annotations: { 'org.opencontainers.image.version': `1.${at}` },
  };
  return (await pusher.pushManifest(image, `1.${at}`)).descriptor;
}

async function signImage(pusher: Pusher, config: Descriptor, { digest }: Descriptor): Promise<void> {
  const { payload, signature } = signPayload(releaseKey.privateKey, payloadOf(digest));
  const layer = await pusher.pushBlob(simpleSigning, payload);
  const annotations = { 'dev.cosignproject.cosign/signature': signature };
  const layers = [{ ...layer, annotations }];
  await pusher.pushManifest(
    { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers },
    `${digest.replace(':', '-')}.sig`,
  );
}

async function attach(pusher: Pusher, config: Descriptor, image: Descriptor, serial: number): Promise<void> {
  const { artifactType, mediaType, content } = writePaper(serial, image.digest);
  await pusher.pushManifest({
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType, config },
    layers: [await pusher.pushBlob(mediaType, JSON.stringify(content))],
    subject: { mediaType: image.mediaType, digest: image.digest, size: image.size },
  });
}
