import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import { computeDigest } from '#lib/registry/body';
import type { ContentDescriptor, Step } from '#lib/transfer/plan';
import type { StepListBuilder } from '#lib/transfer/planning/step-list';
import { targetText } from '#lib/transfer/planning/step-list';

/** Where a new artifact goes: its repository, its subject, and its tag with what that points to now. */
export type ArtifactDestination = {
  readonly at: Repository;
  readonly subject?: ContentDescriptor;
  readonly tag?: { readonly name: string; readonly was: Digest | null };
};

/**
 * Adds the steps that push a manifest, list it for its subject, tag it and verify it; gives all steps of the list:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests-with-subject
 */
export function addArtifactSteps(
  list: StepListBuilder,
  { at, subject, tag }: ArtifactDestination,
  { content, text }: WrittenManifest,
  after: readonly string[],
): readonly Step[] {
  const { digest, size } = content;
  let last = list.add(
    {
      verb: 'push-manifest',
      to: at,
      manifest: content,
      text,
      ...(subject === undefined ? {} : { subject: subject.digest }),
    },
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
        detail: 'Makes sure that the referrers API or the referrers tag lists it.',
        after: [last],
        node: subject.digest,
      },
    );
  }
  if (tag !== undefined) {
    last = list.add(
      { verb: 'tag', at, tag: tag.name, digest, was: tag.was },
      { target: targetText(at, { tag: tag.name }), detail: 'Sets its tag.', after: [last], node: digest },
    );
  }
  const tags = tag === undefined ? [] : [{ tag: tag.name, digest }];
  list.add(
    { verb: 'verify', at, manifests: [digest], tags },
    {
      target: targetText(at, digest),
      detail: 'Checks it again by digest.',
      after: [last],
      node: digest,
    },
  );
  return list.steps();
}

/** A manifest to push; `text` is its exact bytes in UTF-8. */
export type WrittenManifest = { readonly content: ContentDescriptor; readonly text: string };

/** The text of a manifest document, with its descriptor. */
export function formatManifest(
  document: Readonly<Record<string, unknown>> &
    Pick<ContentDescriptor, 'mediaType' | 'artifactType' | 'annotations'>,
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

/**
 * A descriptor of type, digest and size alone, as a manifest names its subject:
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#properties
 */
export function toBareDescriptor({ mediaType, digest, size }: ContentDescriptor): ContentDescriptor {
  return { mediaType, digest, size };
}
