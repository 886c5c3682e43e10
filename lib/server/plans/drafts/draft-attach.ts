import { mayLieElsewhere, partsOf } from '#lib/graph/successors';
import { artifactTypeOf } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import type { Reference, Repository } from '#lib/oci/reference';
import { manifestSelector, parseReference } from '#lib/oci/reference';
import { RegistryError } from '#lib/registry/registry-error';
import { findTagTarget } from '#lib/server/plans/drafts/draft-tag';
import { parseTarget, refuseLayout } from '#lib/server/plans/drafts/parse-target';
import type { Drafting } from '#lib/server/plans/drafts/survey';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { connect } from '#lib/server/sessions/connect';
import { openOwnUpload } from '#lib/server/sessions/layouts/held-uploads';
import type { ContentDescriptor, PlanDraft } from '#lib/transfer/plan';
import type {
  AttachFilesRequest,
  AttachRequest,
  PushRequest,
  SetSubjectRequest,
} from '#lib/transfer/plan-request';
import type { AttachedFile } from '#lib/transfer/planning/plan-attach';
import { planAttach } from '#lib/transfer/planning/plan-attach';
import { planSubjectChange } from '#lib/transfer/planning/plan-subject-change';

type Subject = { readonly at: Repository; readonly content: ContentDescriptor; readonly isThere: boolean };

// What oras writes when no type is given.
const unknownType = 'application/vnd.unknown.artifact.v1';
const createdKey = 'org.opencontainers.image.created';

/**
 * Plans an attachment, an artifact without a subject, or the subject of an artifact pushed before.
 *
 * @throws ProblemError `request-invalid` when subject, repository, type or files do not fit together
 */
export async function draftAttach(drafting: Drafting, request: AttachRequest): Promise<PlanDraft> {
  switch (request.mode) {
    case 'attach-files':
      return await draftFiles(drafting, request);
    case 'push':
      return await draftPush(drafting, request);
    case 'set-subject':
      return await draftSubject(drafting, request);
    default:
      return request satisfies never;
  }
}

async function draftFiles(drafting: Drafting, request: AttachFilesRequest): Promise<PlanDraft> {
  const { at, content, isThere } = await findSubject(drafting, request);
  const target = request.to === undefined ? undefined : parseTarget(request.to);
  if (target !== undefined && !isSame(at, target.at)) {
    throw invalidRequest('A referrer lies in the repository of its subject.');
  }
  const artifact = await readArtifact(drafting, request, { at, tag: target?.tag });
  return planAttach({ ...artifact, subject: content, isSubjectThere: isThere });
}

async function draftPush(drafting: Drafting, request: PushRequest): Promise<PlanDraft> {
  const artifact = await readArtifact(drafting, request, parseTarget(request.to));
  return planAttach({ ...artifact, isSubjectThere: false });
}

/** The artifact that the files become, at the repository and perhaps under the tag of `target`. */
async function readArtifact(
  drafting: Drafting,
  request: AttachFilesRequest | PushRequest,
  target: { readonly at: Repository; readonly tag?: string | undefined },
) {
  const { at } = target;
  const tag = target.tag === undefined ? undefined : await tagOf(drafting, at, target.tag);
  return {
    at,
    artifactType: readType(request.artifactType ?? unknownType),
    annotations: { [createdKey]: new Date().toISOString(), ...request.annotations },
    files: await findFiles(drafting, request),
    accept: request.accept,
    ...(tag === undefined ? {} : { tag }),
  };
}

async function draftSubject(drafting: Drafting, request: SetSubjectRequest): Promise<PlanDraft> {
  const { session, signal } = drafting;
  const subject = await findSubject(drafting, request);
  const from = parseReference(request.artifact);
  const client = connect(session, from.registry);
  const fetched = await client.getManifest(from.repository, manifestSelector(from), { signal });
  const { manifest, digest, bytes } = fetched;
  const artifactType = artifactTypeOf(manifest);
  const parts = partsOf(manifest);
  if (parts.manifests.length > 0 && !isSame(from, subject.at)) {
    throw invalidRequest(
      'This artifact holds other manifests: copy it to the repository of the subject first.',
    );
  }
  return planSubjectChange({
    from: { registry: from.registry, repository: from.repository },
    at: subject.at,
    bytes,
    artifact: {
      mediaType: manifest.mediaType,
      digest,
      size: bytes.byteLength,
      ...(artifactType === undefined ? {} : { artifactType }),
      ...(manifest.annotations === undefined ? {} : { annotations: manifest.annotations }),
    },
    blobs: parts.blobs.filter((blob) => !mayLieElsewhere(blob)),
    subject: subject.content,
    isSubjectThere: subject.isThere,
    accept: request.accept,
  });
}

/** A subject that is not there yet is legal, but only who knows its size can name it. */
async function findSubject(
  { session, signal }: Drafting,
  request: AttachFilesRequest | SetSubjectRequest,
): Promise<Subject> {
  const reference = parseReference(request.subject);
  refuseLayout(reference);
  const at = { registry: reference.registry, repository: reference.repository };
  try {
    const selector = manifestSelector(reference);
    const content = await connect(session, at.registry).resolveManifest(at.repository, selector, { signal });
    return { at, content, isThere: true };
  } catch (error) {
    const isMissing = error instanceof RegistryError && error.code === 'not-found';
    if (!isMissing || reference.digest === undefined) throw error;
    return { at, content: describeMissing(reference, request), isThere: false };
  }
}

function describeMissing(
  { digest }: Reference,
  { subjectSize, subjectMediaType }: AttachFilesRequest | SetSubjectRequest,
): ContentDescriptor {
  if (digest === undefined || subjectSize === undefined) {
    throw invalidRequest(
      'The subject is not there yet: its size in bytes is needed too, as a manifest names its subject by type, digest and size.',
    );
  }
  return { mediaType: subjectMediaType ?? mediaTypes.ociManifest, digest, size: subjectSize };
}

async function findFiles(
  { session: { owner } }: Drafting,
  { files = [] }: AttachFilesRequest | PushRequest,
): Promise<readonly AttachedFile[]> {
  return await Promise.all(
    files.map(async ({ upload, name, mediaType }) => {
      const found = await openOwnUpload(upload, owner);
      if (found === undefined) throw invalidRequest(`The upload of ${name} is gone; choose the file again.`);
      return { upload, name, mediaType: readType(mediaType), digest: found.digest, size: found.size };
    }),
  );
}

async function tagOf({ session, signal }: Drafting, at: Repository, name: string) {
  return { name, was: await findTagTarget(connect(session, at.registry), { ...at, tag: name }, signal) };
}

// RFC 6838 section 4.2
function readType(text: string): string {
  if (/^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i.test(text)) return text;
  throw invalidRequest(`"${text.slice(0, 80)}" is not a media type such as application/spdx+json.`);
}

function isSame(one: Repository, other: Repository): boolean {
  return one.registry === other.registry && one.repository === other.repository;
}
