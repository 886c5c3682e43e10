import type { Annotations } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import type { Repository } from '#lib/oci/reference';
import { computeDigest } from '#lib/registry/body';
import { formatBytes } from '#lib/text/format';
import type { ContentDescriptor, PlanDraft } from '#lib/transfer/plan';
import type { ArtifactDestination, WrittenManifest } from '#lib/transfer/planning/push-artifact';
import { addArtifactSteps, formatManifest, toBareDescriptor } from '#lib/transfer/planning/push-artifact';
import type { StepListBuilder } from '#lib/transfer/planning/step-list';
import { createStepList, splitAccepted, targetText } from '#lib/transfer/planning/step-list';

/** An uploaded file, and its name in the artifact. */
export type AttachedFile = {
  readonly upload: string;
  readonly name: string;
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
};

export type Attachment = ArtifactDestination & {
  readonly artifactType: string;
  readonly annotations: Annotations;
  readonly files: readonly AttachedFile[];
  /** Whether the registry has the subject now; a registry must accept the artifact either way. */
  readonly isSubjectThere: boolean;
  readonly accept?: readonly string[] | undefined;
};

// https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidance-for-an-empty-descriptor
const emptyText = '{}';
const emptyContent: ContentDescriptor = {
  mediaType: mediaTypes.empty,
  digest: computeDigest('sha256', new TextEncoder().encode(emptyText)),
  size: emptyText.length,
};
const titleKey = 'org.opencontainers.image.title';

/**
 * The plan to push files as an artifact, with or without a subject:
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidelines-for-artifact-usage
 */
export function planAttach(attachment: Attachment): PlanDraft {
  const { at, files, subject, isSubjectThere, tag } = attachment;
  const list = createStepList();
  const manifest = writeManifest(attachment);
  const pushed = pushFiles(list, at, files);
  const afterManifest = addArtifactSteps(list, attachment, manifest, pushed);
  const { blockers, accepted } = splitAccepted(
    [
      ...(subject === undefined || isSubjectThere ? [] : [subjectMissing(subject.digest)]),
      ...(tag === undefined || tag.was === null ? [] : [tagTaken(tag.name, tag.was)]),
    ],
    attachment.accept,
  );
  const bytes = sizeOf(files) + manifest.content.size;
  return {
    title:
      subject === undefined
        ? `Push an artifact to ${at.registry}/${at.repository}`
        : `Attach ${namesOf(files)} to ${targetText(at, subject.digest)}`,
    ...(subject === undefined ? {} : { root: subject.digest }),
    steps: afterManifest,
    kept: [],
    warnings: accepted,
    blockers,
    totals: { steps: afterManifest.length, manifests: 1, blobs: pushed.length, bytes },
  };
}

function writeManifest({ artifactType, annotations, files, subject }: Attachment): WrittenManifest {
  const layers = files.map(({ name, mediaType, digest, size }) => ({
    mediaType,
    digest,
    size,
    annotations: { [titleKey]: name },
  }));
  return formatManifest({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType,
    config: emptyContent,
    layers: layers.length === 0 ? [emptyContent] : layers,
    ...(subject === undefined ? {} : { subject: toBareDescriptor(subject) }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  });
}

function pushFiles(list: StepListBuilder, at: Repository, files: readonly AttachedFile[]): readonly string[] {
  const seen = new Set<Digest>([emptyContent.digest]);
  const empty = list.add(
    { verb: 'push-blob', to: at, source: { kind: 'text', text: emptyText }, blob: emptyContent },
    {
      target: targetText(at, emptyContent.digest),
      detail: 'Pushes the empty config.',
      after: [],
      bytes: emptyContent.size,
    },
  );
  const ids = [empty];
  for (const { upload, name, mediaType, digest, size } of files) {
    if (seen.has(digest)) continue;
    seen.add(digest);
    ids.push(
      list.add(
        {
          verb: 'push-blob',
          to: at,
          source: { kind: 'upload', id: upload },
          blob: { mediaType, digest, size },
        },
        {
          target: targetText(at, digest),
          detail: `Sends ${name}, ${formatBytes(size)}.`,
          after: [],
          bytes: size,
        },
      ),
    );
  }
  return ids;
}

function subjectMissing(digest: Digest) {
  return {
    code: 'subject-missing',
    text: `${digest} does not exist yet. You can push an artifact before its subject; it appears when the subject arrives. Some registries refuse this.`,
    digests: [digest],
    isAcceptable: true,
  };
}

/** The blocker for a tag that is in use and would move. */
function tagTaken(name: string, was: Digest) {
  const text = `The tag ${name} is in use: it points to ${was} and would move.`;
  return { code: 'overwrites-tag', text, tags: [name], digests: [was], isAcceptable: true };
}

function sizeOf(files: readonly AttachedFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

function namesOf(files: readonly AttachedFile[]): string {
  const [first, ...others] = files;
  if (first === undefined) return 'an artifact without files';
  return others.length === 0 ? first.name : `${first.name} and ${others.length} more`;
}
