import { ociLayoutFile } from '#lib/oci/layouts/image-layout';
import { isImageConfigMediaType } from '#lib/oci/media-type';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import { archiveIndex } from '#lib/transfer/archive/archive-index';
import { isElsewhere } from '#lib/transfer/archive/blobs-of-manifest';
import type { ArchiveContent } from '#lib/transfer/plan';
import { selectContent } from '#lib/transfer/planning/copy/select-content';
import type { Survey, SurveyedManifest } from '#lib/transfer/survey/survey';

/** A whole graph for an archive: the tag that was asked for, and those that cosign wrote before 3.0. */
export function archiveContent(survey: Survey, withLayers: boolean): ArchiveContent {
  const { order } = selectContent(survey, [survey.root], { referrers: 'all' });
  const taken = new Set(order.map(({ content }) => content.digest));
  const cosign = [...survey.tags].flatMap(([tag, digest]) => {
    const made = parseDigestTag(tag);
    return made === undefined || made.purpose === 'referrers' || !taken.has(digest) ? [] : [{ tag, digest }];
  });
  const own = survey.tag === undefined ? [] : [{ tag: survey.tag, digest: survey.root }];
  return { manifests: order.map(({ content }) => content), tags: [...own, ...cosign], withLayers };
}

const block = 512;

/** Bytes of the archive of a graph, known before anything of it is read. */
export function archiveSize(survey: Survey, content: ArchiveContent): number {
  const manifests = new Set(content.manifests.map(({ digest }) => digest));
  const blobs = new Map(
    content.manifests.flatMap(({ digest }) => {
      const manifest = survey.manifests.get(digest);
      return manifest === undefined
        ? []
        : carried(manifest, content.withLayers).map((blob) => [blob.digest, blob.size] as const);
    }),
  );
  const sizes = [
    ociLayoutFile.length,
    new TextEncoder().encode(archiveIndex(content)).byteLength,
    ...content.manifests.map(({ size }) => size),
    ...[...blobs].filter(([digest]) => !manifests.has(digest)).map(([, size]) => size),
  ];
  // Two empty blocks are the end of a tar.
  return sizes.reduce((sum, size) => sum + block + Math.ceil(size / block) * block, 2 * block);
}

function carried({ blobs }: SurveyedManifest, withLayers: boolean) {
  const [first] = blobs;
  const isImage = first !== undefined && isImageConfigMediaType(first.mediaType);
  return isImage && !withLayers ? [first] : blobs.filter((blob) => !isElsewhere(blob));
}
