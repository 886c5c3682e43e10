import { formatBytes } from '#lib/formats/format-bytes';
import type { Annotations } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import type { Repository } from '#lib/oci/reference';
import { computeDigest } from '#lib/registry/verified-body';
import type { Content, PlanDraft } from '#lib/transfer/plan';
import { withoutAccepted } from '#lib/transfer/planning/blockers';
import type { StepList } from '#lib/transfer/planning/step-list';
import { createStepList, targetText } from '#lib/transfer/planning/step-list';

/** An uploaded file and what it is called in the artifact. */
export type AttachedFile = {
  readonly upload: string;
  readonly name: string;
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
};

export type Attachment = {
  readonly at: Repository;
  readonly artifactType: string;
  readonly annotations: Annotations;
  readonly files: readonly AttachedFile[];
  readonly subject?: Content;
  /** Whether the registry has the subject now; false is legal (distribution-spec "Pushing Manifests with Subject"). */
  readonly isSubjectThere: boolean;
  /** A tag for the artifact, and what it points to now. */
  readonly tag?: { readonly name: string; readonly was: Digest | null };
  readonly accept?: readonly string[] | undefined;
};

// image-spec "Guidance for an Empty Descriptor"
const emptyText = '{}';
const emptyContent: Content = {
  mediaType: mediaTypes.empty,
  digest: computeDigest('sha256', new TextEncoder().encode(emptyText)),
  size: emptyText.length,
};
const titleKey = 'org.opencontainers.image.title';

/** The plan to push files as an artifact, as image-spec "Guidelines for Artifact Usage" describes it, with or without a subject. */
export function planAttach(attachment: Attachment): PlanDraft {
  const { at, files, subject, isSubjectThere, tag } = attachment;
  const list = createStepList();
  const manifest = writeManifest(attachment);
  const pushed = pushFiles(list, at, files);
  const afterManifest = finishArtifact(list, attachment, manifest, pushed);
  const { blockers, accepted } = withoutAccepted(
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

/** A manifest that is ready to be pushed, exact bytes as text. */
export type WrittenManifest = { readonly content: Content; readonly text: string };

function writeManifest({ artifactType, annotations, files, subject }: Attachment): WrittenManifest {
  const layers = files.map(({ name, mediaType, digest, size }) => ({
    mediaType,
    digest,
    size,
    annotations: { [titleKey]: name },
  }));
  return toContent({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType,
    config: emptyContent,
    layers: layers.length === 0 ? [emptyContent] : layers,
    ...(subject === undefined ? {} : { subject: bare(subject) }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  });
}

/** Text, digest and size of a manifest document. */
export function toContent(
  document: Readonly<Record<string, unknown>> & Pick<Content, 'mediaType' | 'artifactType' | 'annotations'>,
): WrittenManifest {
  const text = JSON.stringify(document);
  const bytes = new TextEncoder().encode(text);
  const { mediaType, artifactType, annotations } = document;
  return {
    text,
    content: {
      mediaType,
      digest: computeDigest('sha256', bytes),
      size: bytes.byteLength,
      ...(artifactType === undefined ? {} : { artifactType }),
      ...(annotations === undefined ? {} : { annotations }),
    },
  };
}

function pushFiles(list: StepList, at: Repository, files: readonly AttachedFile[]): readonly string[] {
  const seen = new Set<Digest>([emptyContent.digest]);
  const empty = list.add(
    { verb: 'push-blob', to: at, source: { kind: 'text', text: emptyText }, blob: emptyContent },
    {
      target: targetText(at, emptyContent.digest),
      detail: 'Pushes the empty config that artifacts have.',
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

/** Pushes the manifest, sees that it is found from its subject, tags it, and looks again. */
export function finishArtifact(
  list: StepList,
  { at, subject, tag }: Pick<Attachment, 'at' | 'subject' | 'tag'>,
  { content, text }: WrittenManifest,
  after: readonly string[],
) {
  const { digest, size } = content;
  let last = list.add(
    { verb: 'push-manifest', to: at, manifest: content, text },
    {
      target: targetText(at, digest),
      detail: `Pushes the manifest of the new artifact${subject === undefined ? '' : ', which names its subject'}.`,
      after,
      bytes: size,
      node: digest,
    },
  );
  if (subject !== undefined) {
    last = list.add(
      { verb: 'list-referrers', at, subject: subject.digest, referrers: [content] },
      {
        target: targetText(at, subject.digest),
        detail: 'Sees that it is listed: by the registry, or under the referrers tag.',
        after: [last],
        node: subject.digest,
      },
    );
  }
  if (tag !== undefined) {
    last = list.add(
      { verb: 'tag', at, tag: tag.name, digest, was: tag.was },
      { target: targetText(at, { tag: tag.name }), detail: 'Gives it its tag.', after: [last], node: digest },
    );
  }
  const tags = tag === undefined ? [] : [{ tag: tag.name, digest }];
  list.add(
    { verb: 'verify', at, manifests: [digest], tags },
    {
      target: targetText(at, digest),
      detail: 'Asks for it again and compares the digest.',
      after: [last],
      node: digest,
    },
  );
  return list.steps();
}

/** As a manifest names its subject: type, digest and size alone. */
export function bare({ mediaType, digest, size }: Content): Content {
  return { mediaType, digest, size };
}

function subjectMissing(digest: Digest) {
  return {
    code: 'subject-missing',
    text: `${digest} is not there yet. The artifact can be pushed before its subject; it is found once that arrives. Some registries refuse it.`,
    digests: [digest],
    isAcceptable: true,
  };
}

/** A tag that is in use and would point elsewhere. */
function tagTaken(name: string, was: Digest) {
  const text = `The tag ${name} is taken: it points to ${was} and would be moved.`;
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
