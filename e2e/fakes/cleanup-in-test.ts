import { openAudited } from '#e2e/fakes/audit-in-test';
import { pushBlob, pushManifest } from '#e2e/fakes/embedded';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import { parseRepository } from '#lib/oci/reference';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { CleanupRequest } from '#lib/server/cleanup/run-cleanup';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { sessionOf } from '#lib/server/sessions/session';

const reportType = 'application/vnd.aquasecurity.trivy.report+json';

/** Attaches a report of Trivy from that day to an artifact of `app`. */
export async function attachReport(
  registry: EmbeddedRegistry,
  { digest, size, mediaType }: Pick<Descriptor, 'digest' | 'size' | 'mediaType'>,
  day: string,
): Promise<Descriptor> {
  const report = JSON.stringify({
    SchemaVersion: 2,
    CreatedAt: `${day}T00:00:00Z`,
    ArtifactName: 'app',
    Results: [],
  });
  return await pushManifest(registry, 'app', {
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: reportType },
    config: { ...(await pushBlob(registry, 'app', '{}')), mediaType: mediaTypes.empty },
    layers: [{ ...(await pushBlob(registry, 'app', report)), mediaType: reportType }],
    subject: { digest, size, mediaType },
  });
}

/** A signature as cosign wrote it before 3.0, under tags made from the digests of these. */
export async function pushOldSignature(
  registry: EmbeddedRegistry,
  ...subjects: readonly Pick<Descriptor, 'digest'>[]
): Promise<Descriptor> {
  const payload = await pushBlob(registry, 'app', JSON.stringify({ critical: { image: subjects } }));
  const layer = { ...payload, mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json' };
  const config = { ...(await pushBlob(registry, 'app', '{}')), mediaType: mediaTypes.ociConfig };
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [layer] };
  const [first = { digest: layer.digest }] = subjects;
  const signature = await pushManifest(registry, 'app', document, `${referrersTag(first.digest)}.sig`);
  for (const { digest } of subjects.slice(1))
    await pushManifest(registry, 'app', document, `${referrersTag(digest)}.sig`);
  return signature;
}

/** A repository `app` with an image under each tag, in a registry that answers questions about what can go. */
export async function openCleanup(tags: readonly string[], hear?: Parameters<typeof openAudited>[1]) {
  const { ref, real, images, asked } = await openAudited(tags, hear);
  const request = (change: Partial<CleanupRequest> = {}): CleanupRequest => ({
    session: sessionOf(new Request('http://localhost:4400')),
    at: parseRepository(ref),
    rules: { only: undefined },
    keep: undefined,
    untaggedDays: 30,
    isFresh: true,
    signal: new AbortController().signal,
    ...change,
  });
  const image = (tag: string): Descriptor => {
    const found = images.get(tag);
    if (found === undefined) throw new Error(`There is no image ${tag}.`);
    return found;
  };
  return { ref, real, image, asked, request };
}
