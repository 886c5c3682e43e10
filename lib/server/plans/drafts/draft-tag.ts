import type { Digest } from '#lib/oci/digest';
import type { Reference } from '#lib/oci/reference';
import { isTag, manifestSelector, parseReference } from '#lib/oci/reference';
import type { RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { planSnapshotLimits } from '#lib/repository/limits';
import { readTagTargets } from '#lib/repository/read-snapshot';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { connect } from '#lib/server/sessions/connect';
import type { PlanDraft } from '#lib/transfer/plan';
import type { TagRequest } from '#lib/transfer/plan-request';
import { planTag } from '#lib/transfer/planning/plan-tag';
import { refuseLayout } from './parse-target.ts';
import type { Drafting } from './survey.ts';

/**
 * Plans new tags for a manifest, and tags that move to it.
 *
 * @throws ProblemError `request-invalid` for a text that is no tag, and without any
 */
export async function draftTag({ session, signal }: Drafting, request: TagRequest): Promise<PlanDraft> {
  const reference = parseReference(request.ref);
  refuseLayout(reference);
  const tags = [...new Set(request.tags)];
  const wrong = tags.find((tag) => !isTag(tag));
  if (wrong !== undefined) throw invalidRequest(`"${wrong.slice(0, 140)}" is not a tag.`);
  if (tags.length === 0) throw invalidRequest('Name at least one tag.');
  const { registry, repository } = reference;
  const client = connect(session, registry);
  const { digest } = await client.resolveManifest(repository, manifestSelector(reference), { signal });
  const now = new Map<string, Digest | null>();
  for (const tag of tags) now.set(tag, await findTagTarget(client, { registry, repository, tag }, signal));
  const isMoving = [...now.values()].some((was) => was !== null && was !== digest);
  const others = isMoving ? await allTags(client, repository, signal) : new Map<string, Digest>();
  return planTag({ at: { registry, repository }, digest, now, others });
}

/**
 * The digest that a tag points to; null when there is no such tag.
 *
 * @throws RegistryError for everything but a tag that is not there
 */
export async function findTagTarget(
  client: RegistryClient,
  reference: Reference,
  signal: AbortSignal,
): Promise<Digest | null> {
  try {
    const selector = manifestSelector(reference);
    return (await client.resolveManifest(reference.repository, selector, { signal })).digest;
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'not-found') return null;
    throw error;
  }
}

async function allTags(client: RegistryClient, repository: string, signal: AbortSignal) {
  const targets = await readTagTargets(
    createRepositoryReader(client, repository, signal),
    planSnapshotLimits,
  );
  return new Map([...targets].map(([tag, { digest }]) => [tag, digest]));
}
