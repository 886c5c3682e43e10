import type { Digest } from '#lib/oci/digest';
import { ociLayoutFile } from '#lib/oci/image-layout';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import { archivedBlobs, formatArchiveIndex } from '#lib/transfer/archive/archive-layout';
import type { ArchiveContent } from '#lib/transfer/plan';
import { selectContent } from '#lib/transfer/planning/select-content';
import type { Survey, SurveyedManifest } from '#lib/transfer/survey/survey';

/** The content of an archive of a whole graph, with its tag and the tags that cosign before 3.0 made. */
export function selectArchiveContent(survey: Survey, withLayers: boolean): ArchiveContent {
  const { order } = selectContent(survey, [survey.root], { referrers: 'all' });
  const included = new Set(order.map(({ content }) => content.digest));
  const cosign = [...survey.tags].flatMap(([tag, digest]) => {
    const made = parseDigestTag(tag);
    return made === undefined || made.purpose === 'referrers' || !included.has(digest)
      ? []
      : [{ tag, digest }];
  });
  const own = survey.tag === undefined ? [] : [{ tag: survey.tag, digest: survey.root }];
  const manifests = order.map(({ content }) => content);
  return { manifests, absent: absentContent(order), tags: [...own, ...cosign], withLayers };
}

/** What these manifests name that is neither one of them nor a blob of the registry. */
export function absentContent(manifests: readonly SurveyedManifest[]): readonly Digest[] {
  const taken = new Set(manifests.map(({ content }) => content.digest));
  const named = manifests.flatMap(({ children, absent }) => [...children, ...absent]);
  return [...new Set(named.map(({ digest }) => digest).filter((digest) => !taken.has(digest)))];
}

// A tar archive consists of such blocks.
const block = 512;

/** The size of the archive of a graph in bytes, computed before anything is read. */
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
