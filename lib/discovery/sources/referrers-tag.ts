import { explain } from '#lib/discovery/explain';
import { nodeOfDescriptor, nodeOfManifest } from '#lib/discovery/node-of';
import { getTagged } from '#lib/discovery/sources/get-tagged';
import type { Inquiry, Outcome } from '#lib/discovery/sources/inquiry';
import { sayReferrer } from '#lib/discovery/sources/inquiry';
import type { Descriptor } from '#lib/oci/descriptor';
import { artifactTypeOf } from '#lib/oci/manifest';
import { referrersTag } from '#lib/oci/referrers-tag';
import { RegistryError } from '#lib/registry/registry-error';

/**
 * The referrers that clients list under a tag where a registry has no API, or had none when they were pushed
 * (distribution-spec 1.1 "Referrers Tag Schema"). Anybody may write that tag, and tools leave out types: each entry is
 * read and believed only when its own subject is this one.
 */
export async function askReferrersTag(inquiry: Inquiry): Promise<Outcome> {
  const { context } = inquiry;
  try {
    const entries = await readEntries(inquiry);
    const checked = await Promise.all(entries.map((entry) => checkEntry(inquiry, entry)));
    const found = checked.filter((entry) => entry !== undefined);
    return { found, ...(context.artifactType === undefined ? {} : { filtered: 'here' }) };
  } catch (doubt) {
    return { found: [], doubt };
  }
}

async function readEntries(inquiry: Inquiry): Promise<readonly Descriptor[]> {
  const { context, place, subject } = inquiry;
  const tag = referrersTag(subject);
  const tags = await context.tagList(place);
  if (tags.gap === undefined && tags.byPrefix.get(tag)?.includes(tag) !== true) return [];
  const list = await getTagged(inquiry, tag);
  // GitLab takes a tag of this form for the digest itself and answers with the subject.
  if (list === undefined || list.digest === subject) return [];
  if (list.manifest.shape !== 'index') {
    throw new RegistryError(
      'bad-response',
      place.client.registry,
      `The tag ${tag} holds no list of referrers.`,
    );
  }
  const entries = new Map(list.manifest.manifests.map((entry) => [entry.digest, entry]));
  entries.delete(subject);
  const max = context.limits.referrersTagEntriesMax;
  if (entries.size > max) {
    context.sayLimit(subject, `The referrers tag lists ${entries.size} entries; the first ${max} were read.`);
  }
  return [...entries.values()].slice(0, max);
}

async function checkEntry(inquiry: Inquiry, entry: Descriptor): Promise<Descriptor | undefined> {
  const { context, place, subject, priority } = inquiry;
  try {
    const fetched = await context.ask(
      (signal) => place.client.getManifest(place.repository, entry.digest, { signal }),
      priority,
    );
    if (fetched.manifest.subject?.digest !== subject) return undefined;
    const effectiveType = artifactTypeOf(fetched.manifest);
    if (context.artifactType !== undefined && effectiveType !== context.artifactType) return undefined;
    if (!sayReferrer(inquiry, nodeOfManifest(fetched, entry, []))) return undefined;
    context.documents.offer(entry, subject);
    return entry;
  } catch (error) {
    sayUnreadEntry(inquiry, entry, error);
    return undefined;
  }
}

function sayUnreadEntry(inquiry: Inquiry, entry: Descriptor, error: unknown): void {
  const { context, source } = inquiry;
  if (context.isHalted()) return;
  const asked = { about: entry.digest, question: 'manifest', source } as const;
  const isMissing = error instanceof RegistryError && error.code === 'not-found';
  const reason = isMissing
    ? 'The referrers tag lists it, but the registry does not have it.'
    : explain(error).reason;
  if (!sayReferrer(inquiry, nodeOfDescriptor(entry, isMissing ? 'missing' : 'unreadable', reason))) return;
  if (isMissing) context.sayAnswer({ ...asked, state: 'none' });
  else context.sayUnknown(asked, error);
}
