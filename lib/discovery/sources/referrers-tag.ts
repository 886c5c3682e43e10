import { explain } from '#lib/discovery/explain';
import { nodeOfDescriptor, nodeOfManifest } from '#lib/discovery/node-of';
import type { WalkContext } from '#lib/discovery/walk-context';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { artifactTypeOf } from '#lib/oci/manifest';
import { referrersTag } from '#lib/oci/referrers-tag';
import { RegistryError } from '#lib/registry/registry-error';

/**
 * Finds and says the referrers that clients list under a tag where a registry has no API (distribution-spec 1.1
 * "Referrers Tag Schema"). Anybody may write that tag, and tools leave out types: each entry is read and believed only
 * when its own subject is this one.
 */
export async function findTaggedReferrers(
  context: WalkContext,
  subject: Digest,
): Promise<readonly Descriptor[]> {
  const asked = { about: subject, question: 'referrers', source: 'referrers-tag' } as const;
  try {
    const entries = await readEntries(context, subject);
    const checked = await Promise.all(entries.map((entry) => checkEntry(context, subject, entry)));
    const found = checked.filter((entry) => entry !== undefined);
    const filtered = context.artifactType === undefined ? {} : ({ filtered: 'here' } as const);
    if (context.isHalted()) return found;
    context.sayAnswer(
      found.length === 0
        ? { ...asked, state: 'none' }
        : { ...asked, state: 'found', count: found.length, ...filtered },
    );
    return found;
  } catch (error) {
    context.sayUnknown(asked, error);
    return [];
  }
}

async function readEntries(context: WalkContext, subject: Digest): Promise<readonly Descriptor[]> {
  const { client, repository, limits } = context;
  const tag = referrersTag(subject);
  const list = await context
    .ask((signal) => client.getManifest(repository, tag, { signal }))
    .catch((error: unknown) => {
      if (error instanceof RegistryError && error.code === 'not-found') return undefined;
      throw error;
    });
  // GitLab takes a tag of this form for the digest itself and answers with the subject.
  if (list === undefined || list.digest === subject) return [];
  if (list.manifest.shape !== 'index') {
    throw new RegistryError('bad-response', client.registry, `The tag ${tag} holds no list of referrers.`);
  }
  const entries = new Map(list.manifest.manifests.map((entry) => [entry.digest, entry]));
  entries.delete(subject);
  const max = limits.referrersTagEntriesMax;
  if (entries.size > max) {
    context.sayLimit(subject, `The referrers tag lists ${entries.size} entries; the first ${max} were read.`);
  }
  return [...entries.values()].slice(0, max);
}

async function checkEntry(
  context: WalkContext,
  subject: Digest,
  entry: Descriptor,
): Promise<Descriptor | undefined> {
  const { client, repository, artifactType } = context;
  try {
    const fetched = await context.ask((signal) => client.getManifest(repository, entry.digest, { signal }));
    if (fetched.manifest.subject?.digest !== subject) return undefined;
    const effectiveType = artifactTypeOf(fetched.manifest);
    if (artifactType !== undefined && effectiveType !== artifactType) return undefined;
    if (!context.sayNode(nodeOfManifest(fetched, entry, []))) return undefined;
    context.sayEdge(entry.digest, 'subject', subject, 'referrers-tag');
    return entry;
  } catch (error) {
    sayUnreadEntry(context, subject, entry, error);
    return undefined;
  }
}

function sayUnreadEntry(context: WalkContext, subject: Digest, entry: Descriptor, error: unknown): void {
  if (context.isHalted()) return;
  const asked = { about: entry.digest, question: 'manifest', source: 'referrers-tag' } as const;
  const isMissing = error instanceof RegistryError && error.code === 'not-found';
  const reason = isMissing
    ? 'The referrers tag lists it, but the registry does not have it.'
    : explain(error).reason;
  if (!context.sayNode(nodeOfDescriptor(entry, isMissing ? 'missing' : 'unreadable', reason))) return;
  context.sayEdge(entry.digest, 'subject', subject, 'referrers-tag');
  if (isMissing) context.sayAnswer({ ...asked, state: 'none' });
  else context.sayUnknown(asked, error);
}
