import type { Descriptor } from '#lib/oci/descriptor';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import type { Repository } from '#lib/oci/reference';
import type { ContentDescriptor, PlanDraft } from '#lib/transfer/plan';
import type { Attachment } from '#lib/transfer/planning/plan-attach';
import { addArtifactSteps, formatManifest, toBareDescriptor } from '#lib/transfer/planning/push-artifact';
import { createStepList, splitAccepted, targetText } from '#lib/transfer/planning/step-list';

/** An artifact that exists, and its new subject. */
export type SubjectChange = {
  readonly from: Repository;
  /** Its exact bytes. */
  readonly bytes: Uint8Array;
  readonly artifact: ContentDescriptor;
  readonly blobs: readonly Descriptor[];
} & Pick<Attachment, 'at' | 'isSubjectThere' | 'accept' | 'tag'> & { readonly subject: ContentDescriptor };

/**
 * The plan to give a subject to an artifact that was pushed without one. Its manifest is written again and has a new
 * digest; its blobs and the first manifest stay as they are.
 */
export function planSubjectChange(change: SubjectChange): PlanDraft {
  const { from, at, bytes, artifact, blobs, subject, isSubjectThere, accept } = change;
  const document = parseJson(bytes);
  const list = createStepList();
  const isSame = from.registry === at.registry && from.repository === at.repository;
  const after = isSame
    ? []
    : blobs.map(({ mediaType, digest, size }) =>
        list.add(
          { verb: 'copy-blob', from, to: at, blob: { mediaType, digest, size } },
          { target: targetText(at, digest), detail: 'Copies its content.', after: [], bytes: size },
        ),
      );
  const written = formatManifest({
    ...(isJsonObject(document) ? document : {}),
    mediaType: artifact.mediaType,
    ...(artifact.artifactType === undefined ? {} : { artifactType: artifact.artifactType }),
    ...(artifact.annotations === undefined ? {} : { annotations: artifact.annotations }),
    ...{ subject: toBareDescriptor(subject) },
  });
  const steps = addArtifactSteps(list, change, written, after);
  const { blockers, accepted } = splitAccepted(
    isSubjectThere
      ? []
      : [
          {
            code: 'subject-missing',
            text: `${subject.digest} does not exist yet. The artifact appears when the subject arrives.`,
            digests: [subject.digest],
            isAcceptable: true,
          },
        ],
    accept,
  );
  const left = `The artifact without a subject, ${artifact.digest}, stays. Delete it when you no longer need it.`;
  return {
    title: `Make ${targetText(from, artifact.digest)} refer to ${targetText(at, subject.digest)}`,
    root: subject.digest,
    steps,
    kept: [],
    warnings: [{ code: 'new-digest', text: left, digests: [artifact.digest] }, ...accepted],
    blockers,
    totals: {
      steps: steps.length,
      manifests: 1,
      blobs: after.length,
      bytes: written.content.size + (isSame ? 0 : blobs.reduce((sum, { size }) => sum + size, 0)),
    },
  };
}
