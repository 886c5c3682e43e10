import { nodeOfDescriptor } from '#lib/discovery/node-of';
import { findTaggedReferrers } from '#lib/discovery/tagged-referrers';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { ReferrersResult } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

/**
 * Finds and says what refers to a manifest: by the referrers API as each page arrives, and by the referrers tag where
 * the registry has no such API or does not let us use it (distribution-spec 1.1 "Listing Referrers").
 */
export async function findReferrers(context: WalkContext, subject: Digest): Promise<readonly Descriptor[]> {
  const asked = { about: subject, question: 'referrers', source: 'referrers-api' } as const;
  const found = new Map<Digest, Descriptor>();
  const take = (page: readonly Descriptor[]) => sayPage(context, subject, page, found);
  try {
    const result = await listReferrers(context, subject, take);
    if (result.support === 'supported') {
      take(result.descriptors);
      if (result.cut !== undefined) context.sayLimit(subject, result.cut);
      const filtered = context.artifactType === undefined ? {} : { filtered: filteredBy(result.filtered) };
      context.sayAnswer(
        found.size === 0
          ? { ...asked, state: 'none' }
          : { ...asked, state: 'found', count: found.size, ...filtered },
      );
      return [...found.values()];
    }
    const reason = `This registry has no referrers API: ${result.evidence}`;
    context.sayAnswer({ ...asked, state: 'unknown', reason, code: 'unsupported' });
  } catch (error) {
    context.sayUnknown(asked, error);
    if (!mayTagAnswer(error)) return [...found.values()];
  }
  return [...found.values(), ...(await findTaggedReferrers(context, subject))];
}

function listReferrers(
  context: WalkContext,
  subject: Digest,
  onPage: (page: readonly Descriptor[]) => void,
): Promise<ReferrersResult> {
  const { client, repository, artifactType } = context;
  const filter = artifactType === undefined ? {} : { artifactType };
  return context.ask((signal) => client.listReferrers(repository, subject, { signal, onPage, ...filter }));
}

function sayPage(
  context: WalkContext,
  subject: Digest,
  page: readonly Descriptor[],
  found: Map<Digest, Descriptor>,
): void {
  for (const descriptor of page) {
    // Also a registry that says it filtered is not believed, and none may list a thing as its own referrer.
    if (found.has(descriptor.digest) || descriptor.digest === subject || !isWanted(context, descriptor))
      continue;
    if (!context.sayNode(nodeOfDescriptor(descriptor))) return;
    found.set(descriptor.digest, descriptor);
    context.sayEdge(descriptor.digest, 'subject', subject, 'referrers-api');
  }
}

function isWanted(context: WalkContext, descriptor: Descriptor): boolean {
  return context.artifactType === undefined || descriptor.artifactType === context.artifactType;
}

function filteredBy(isFilteredByRegistry: boolean): 'registry' | 'here' {
  return isFilteredByRegistry ? 'registry' : 'here';
}

// Some token servers give no right for this one route, and some registries say "no such name" for it.
function mayTagAnswer(error: unknown): boolean {
  return (
    error instanceof RegistryError &&
    ['unauthorized', 'forbidden', 'not-found', 'unsupported'].includes(error.code)
  );
}
