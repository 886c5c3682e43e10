import type { Digest } from '#lib/oci/digest';
import { ociLayoutFile } from '#lib/oci/image-layout';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import { archivedBlobs, formatArchiveIndex } from '#lib/transfer/archive/archive-layout';
import type { ArchiveContent } from '#lib/transfer/plan';
import { selectContent } from '#lib/transfer/planning/select-content';
import type { Survey, SurveyedManifest } from '#lib/transfer/survey/survey';

/** A whole graph for an archive: the tag that was asked for, and those that cosign wrote before 3.0. */
export function selectArchiveContent(survey: Survey, withLayers: boolean): ArchiveContent {
  const { order } = selectContent(survey, [survey.root], { referrers: 'all' });
  const taken = new Set(order.map(({ content }) => content.digest));
  const cosign = [...survey.tags].flatMap(([tag, digest]) => {
    const made = parseDigestTag(tag);
    return made === undefined || made.purpose === 'referrers' || !taken.has(digest) ? [] : [{ tag, digest }];
  });
  const own = survey.tag === undefined ? [] : [{ tag: survey.tag, digest: survey.root }];
  const manifests = order.map(({ content }) => content);
  return { manifests, absent: absentContent(order), tags: [...own, ...cosign], withLayers };
}

/** What these manifests name, and what is neither among them nor a blob that is there. */
export function absentContent(manifests: readonly SurveyedManifest[]): readonly Digest[] {
  const taken = new Set(manifests.map(({ content }) => content.digest));
  const named = manifests.flatMap(({ children, absent }) => [...children, ...absent]);
  return [...new Set(named.map(({ digest }) => digest).filter((digest) => !taken.has(digest)))];
}

const block = 512;

/** Bytes of the archive of a graph, known before anything of it is read. */
export function predictArchiveSize(survey: Survey, content: ArchiveContent): number {
  const manifests = new Set(content.manifests.map(({ digest }) => digest));
  const blobs = new Map(
    content.manifests.flatMap(({ digest }) => {
      const manifest = survey.manifests.get(digest);
      return manifest === undefined
        ? []
        : carried(manifest, content).map((blob) => [blob.digest, blob.size] as const);
    }),
  );
  const sizes = [
    ociLayoutFile.length,
    new TextEncoder().encode(formatArchiveIndex(content)).byteLength,
    ...content.manifests.map(({ size }) => size),
    ...[...blobs].filter(([digest]) => !manifests.has(digest)).map(([, size]) => size),
  ];
  // Two empty blocks are the end of a tar.
  return sizes.reduce((sum, size) => sum + block + Math.ceil(size / block) * block, 2 * block);
}

function carried({ content, blobs }: SurveyedManifest, { withLayers }: ArchiveContent) {
  return archivedBlobs(content.mediaType, blobs, withLayers);
}
