import type { Digest } from '#lib/oci/digest';
import { formatShortDigest, isDigest } from '#lib/oci/digest';
import { layoutPlace } from '#lib/oci/layout-reference';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import type { Reference, Repository } from '#lib/oci/reference';
import { isTag, parseReference, parseRepository } from '#lib/oci/reference';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import { readBounded } from '#lib/registry/body';
import type { RegistryClient } from '#lib/registry/registry-client';
import { isNotFound } from '#lib/repository/explain-error';
import { planSnapshotLimits } from '#lib/repository/limits';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import { readTagList } from '#lib/repository/tag-list';
import { parseTarget } from '#lib/server/plans/drafts/parse-target';
import type { Drafting } from '#lib/server/plans/drafts/survey';
import { makeSurvey } from '#lib/server/plans/drafts/survey';
import { limits } from '#lib/server/platform/limits';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { connect } from '#lib/server/sessions/connect';
import { referencesOf } from '#lib/server/sessions/layouts/held-uploads';
import { layoutHandle, layoutOrigin } from '#lib/server/sessions/layouts/layout-handle';
import { unnamedRepository } from '#lib/server/sessions/layouts/upload-layout';
import type { Session } from '#lib/server/sessions/session';
import { inspectTarget } from '#lib/transfer/lookup/inspect-target';
import type { PlanDraft } from '#lib/transfer/plan';
import type { ImportRequest } from '#lib/transfer/plan-request';
import type { CopySet } from '#lib/transfer/planning/copy-set';
import { requiredContent, selectCopySet } from '#lib/transfer/planning/copy-set';
import { planCopy } from '#lib/transfer/planning/plan-copy';
import { enumerate } from '#lib/transfer/planning/text';

/** A graph in a layout: its digest, and the tags it has there. */
type Root = { readonly reference: Reference; readonly tags: readonly string[] };

/**
 * Plans to bring everything that an archive or a layout holds into a repository, under the tags it has there.
 *
 * @throws ProblemError `request-invalid` when the source is no layout, holds nothing or several repositories, or a tag
 *   is named
 */
export async function draftImport({ session, signal }: Drafting, request: ImportRequest): Promise<PlanDraft> {
  const { at, tag } = parseTarget(request.to);
  if (tag !== undefined) throw invalidRequest('The archive names its own tags: write the repository alone.');
  const roots = await findRoots({ session, signal }, await sourceOf(session, request));
  if (roots.length === 0) throw invalidRequest('This archive has nothing to import.');
  const copySets: CopySet[] = [];
  for (const { reference, tags } of roots) {
    const survey = await makeSurvey(session, reference, { isWhole: false, signal });
    copySets.push(selectCopySet({ survey, tags }, { referrers: 'all' }));
  }
  const client = connect(session, at.registry);
  const target = await inspectTarget(client, at.repository, requiredContent(copySets), signal);
  const title = `Import ${nameOf(request, roots)} into ${at.registry}/${at.repository}`;
  return planCopy({ title, copySets, target, accept: request.accept });
}

async function sourceOf({ owner }: Session, request: ImportRequest): Promise<Reference> {
  if (request.source === 'layout') {
    const { layout } = request;
    const source = isNamed(layout) ? parseReference(layout) : parseRepository(layout);
    if (layoutPlace(source.registry) !== undefined) return source;
    throw invalidRequest('What is imported is a layout, such as oci:/home/me/layouts/app.');
  }
  const { upload } = request;
  const references = await referencesOf(upload, owner);
  const [first, ...others] = references.map(parseReference);
  if (first === undefined) throw invalidRequest('This archive has nothing to import.');
  const other = others.find(({ repository }) => repository !== first.repository);
  if (other !== undefined) {
    const example = `oci:upload/${upload}/${first.repository}`;
    throw invalidRequest(`The archive holds several repositories: import one of them, such as ${example}.`);
  }
  return { registry: first.registry, repository: first.repository };
}

function isNamed(text: string): boolean {
  return text.includes('@') || text.slice(text.lastIndexOf('/') + 1).includes(':');
}

/** What was named, or all: tags that share a digest are one graph, and some graphs have no tag. */
async function findRoots({ session, signal }: Drafting, source: Reference): Promise<readonly Root[]> {
  const { registry, repository, tag, digest } = source;
  if (tag !== undefined || digest !== undefined)
    return [{ reference: source, tags: tag === undefined ? [] : [tag] }];
  const client = connect(session, registry);
  const { names } = await readTagList(createRepositoryReader(client, repository, signal), planSnapshotLimits);
  const byDigest = new Map<Digest, string[]>();
  for (const name of names.filter(isTag)) {
    // What hangs on something in the layout comes along with it; what was archived alone comes by its own tag.
    const made = parseDigestTag(name)?.prefix.replace('-', ':');
    if (made !== undefined && (!isDigest(made) || (await isInLayout(client, repository, made, signal))))
      continue;
    const target = await client.resolveManifest(repository, name, { signal });
    byDigest.set(target.digest, [...(byDigest.get(target.digest) ?? []), name]);
  }
  for (const untagged of await untaggedRoots(session, source)) byDigest.set(untagged, []);
  return [...byDigest].map(([root, tags]) => ({
    reference: { registry, repository, digest: root },
    tags,
  }));
}

async function isInLayout(
  client: RegistryClient,
  repository: string,
  digest: Digest,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await client.resolveManifest(repository, digest, { signal });
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

async function untaggedRoots(
  { owner }: Session,
  { registry, repository }: Repository,
): Promise<readonly Digest[]> {
  const url = `${layoutOrigin(registry)}/v2/${repository}/_orrery/layout/roots`;
  const response = await layoutHandle(registry, owner)(new Request(url));
  const { bytes, truncated } = await readBounded(response, limits.listPageMaxBytes);
  const document = response.ok && !truncated ? parseJson(bytes) : undefined;
  const digests = isJsonObject(document) && Array.isArray(document.digests) ? document.digests : [];
  return digests.filter((digest) => typeof digest === 'string').filter(isDigest);
}

/** What is imported, as a person knows it: the path of a layout, or what is in an archive by its tags. */
function nameOf(request: ImportRequest, roots: readonly Root[]): string {
  if (request.source === 'layout') return request.layout;
  const names = roots.flatMap(({ reference: { repository, digest }, tags }) => {
    const name = repository === unnamedRepository ? '' : repository;
    if (tags.length > 0) return tags.map((tag) => (name === '' ? tag : `${name}:${tag}`));
    return digest === undefined ? [] : [formatShortDigest(digest)];
  });
  return `${enumerate(names)} from an archive`;
}
