import type { Paper } from '#e2e/bench/walk/seed/documents';
import { bundle, writePaper } from '#e2e/bench/walk/seed/documents';
import type { Pusher } from '#e2e/bench/walk/seed/push';
import { openPusher } from '#e2e/bench/walk/seed/push';
import { createMutex } from '#lib/async/mutex';
import { createSemaphore } from '#lib/async/semaphore';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';

/** How many manifests refer to the image, and how many of those have a referrer of their own. */
export type Counts = { readonly referrers: number; readonly ofReferrers: number };

const allCounts: Counts = { referrers: 1000, ofReferrers: 200 };

type Seeded = { readonly root: Descriptor; readonly digests: ReadonlySet<string> };

/**
 * Puts an image with a thousand referrers under `tag`, every fifth of them signed; gives all digests. The same call
 * gives the same bytes everywhere. Where the registry does not list referrers itself, the referrers tags are written.
 */
export async function seed(
  url: string,
  repository: string,
  tag: string,
  counts: Counts = allCounts,
): Promise<Seeded> {
  const pusher = openPusher(url, repository);
  const several = createSemaphore(8).run;
  // olareg 0.2.2 forgets referrers of one subject that come at the same time: their manifests go one by one.
  const oneByOne = createMutex();
  try {
    const root = await pushImage(pusher, tag);
    const config = await pusher.pushBlob(mediaTypes.empty, '{}');
    const attach = (subject: Descriptor, paper: Paper): Promise<Referrer> =>
      several(async () => {
        const layer = await pusher.pushBlob(paper.mediaType, JSON.stringify(paper.content));
        const manifest = referrer(subject, paper, { config, layer });
        return { subject, ...(await oneByOne(() => pusher.pushManifest(manifest))) };
      });
    const serials = Array.from({ length: counts.referrers }, (_, serial) => serial);
    const referrers = await Promise.all(
      serials.map((serial) => attach(root, writePaper(serial, root.digest))),
    );
    const step = counts.referrers / counts.ofReferrers;
    const signed = referrers.filter((_, serial) => serial % step === 0).map(({ descriptor }) => descriptor);
    const signatures = await Promise.all(
      signed.map((subject, at) => attach(subject, bundle(counts.referrers + at, subject.digest))),
    );
    await writeTags(pusher, [...referrers, ...signatures]);
    const all = [root, ...[...referrers, ...signatures].map(({ descriptor }) => descriptor)];
    return { root, digests: new Set(all.map(({ digest }) => digest)) };
  } finally {
    await pusher.close();
  }
}

type Referrer = { readonly subject: Descriptor; readonly descriptor: Descriptor; readonly isListed: boolean };

async function pushImage(pusher: Pusher, tag: string): Promise<Descriptor> {
  const platform = { architecture: 'amd64', os: 'linux' };
  const config = await pusher.pushBlob(
    mediaTypes.ociConfig,
    JSON.stringify({ ...platform, config: {}, rootfs: { type: 'layers', diff_ids: [] }, tag }),
  );
  const { descriptor } = await pusher.pushManifest(
    { ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest }, config, layers: [] },
    tag,
  );
  return descriptor;
}

function referrer(
  { mediaType, digest, size }: Descriptor,
  { artifactType, title, annotations }: Paper,
  { config, layer }: { readonly config: Descriptor; readonly layer: Descriptor },
) {
  return {
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType, config },
    layers: [{ ...layer, annotations: { 'org.opencontainers.image.title': title } }],
    subject: { mediaType, digest, size },
    ...(annotations === undefined ? {} : { annotations }),
  };
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema, once for each subject. */
async function writeTags(pusher: Pusher, referrers: readonly Referrer[]): Promise<void> {
  const unlisted = Map.groupBy(
    referrers.filter(({ isListed }) => !isListed),
    ({ subject }) => subject.digest,
  );
  for (const [digest, list] of unlisted) {
    const manifests = list.map(({ descriptor }) => descriptor);
    const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests };
    await pusher.pushManifest(index, referrersTag(digest));
  }
}
