import { nodeOfDescriptor, nodeOfManifest } from '#lib/discovery/node-of';
import { getTagged, manifestOf } from '#lib/discovery/sources/get-tagged';
import type { Inquiry, SourceResult } from '#lib/discovery/sources/inquiry';
import { emitReferrer } from '#lib/discovery/sources/inquiry';
import type { Descriptor } from '#lib/oci/descriptor';
import { formatUnreadable } from '#lib/oci/descriptor';
import { artifactTypeOf } from '#lib/oci/manifest';
import { referrersTag } from '#lib/oci/referrers-tag';
import { RegistryError } from '#lib/registry/registry-error';
import { explainError } from '#lib/repository/explain-error';
import { holdsTag, whyNamesInDoubt } from '#lib/repository/tag-list';

/**
 * The referrers that clients list under a tag where a registry has no API, or had none when they were pushed
 * (distribution-spec 1.1 "Referrers Tag Schema"). Anybody may write that tag, and tools leave out types: each entry is
 * read and believed only when its own subject is this one. An entry that cannot be read or names no subject hides no
 * other, and leaves the question open.
 */
export async function askReferrersTag(inquiry: Inquiry): Promise<SourceResult> {
  const { context } = inquiry;
  try {
    const { entries, doubt } = await readEntries(inquiry);
    const checked = await Promise.all(entries.map((entry) => checkEntry(inquiry, entry)));
    const found = checked.flatMap((entry) => entry.found ?? []);
    const open =
      doubt ?? checked.find((entry) => entry.doubt !== undefined)?.doubt ?? withoutSubject(inquiry, checked);
    return {
      found,
      ...(context.scope.artifactType === undefined ? {} : { filtered: 'here' }),
      ...(open === undefined ? {} : { doubt: open }),
    };
  } catch (doubt) {
    return { found: [], doubt };
  }
}

type Entries = { readonly entries: readonly Descriptor[]; readonly doubt?: unknown };

async function readEntries(inquiry: Inquiry): Promise<Entries> {
  const { context, handle, subject } = inquiry;
  const tag = referrersTag(subject);
  const [early, tags] = await Promise.all([
    context.known.isAskedByName(subject) ? getTagged(inquiry, tag) : undefined,
    context.lists.tagList(handle),
  ]);
  const isListed = holdsTag(tags, tag);
  if (early === undefined && tags.incomplete === undefined && !isListed) return { entries: [] };
  const list = manifestOf(inquiry, tag, early ?? (await getTagged(inquiry, tag)), isListed);
  if (list === undefined) {
    const doubt = whyNamesInDoubt(tags);
    return { entries: [], ...(doubt === undefined ? {} : { doubt }) };
  }
  // GitLab takes a tag of this form for the digest itself and answers with the subject.
  if (list.digest === subject) return { entries: [] };
  if (list.manifest.shape !== 'index') {
    throw new RegistryError(
      'bad-response',
      handle.client.registry,
      `The tag ${tag} holds no list of referrers.`,
    );
  }
  const entries = new Map(list.manifest.manifests.map((entry) => [entry.digest, entry]));
  entries.delete(subject);
  const max = context.scope.limits.referrersTagEntriesMax;
  if (entries.size > max) {
    context.emit.limit(
      subject,
      `The referrers tag lists ${entries.size} entries; the first ${max} were read.`,
    );
  }
  const { unreadable } = list.manifest;
  return {
    entries: [...entries.values()].slice(0, max),
    ...(unreadable === undefined
      ? {}
      : { doubt: new RegistryError('bad-response', handle.client.registry, formatUnreadable(unreadable)) }),
  };
}

function withoutSubject({ handle }: Inquiry, checked: readonly Checked[]): RegistryError | undefined {
  const count = checked.filter(({ isAimless }) => isAimless).length;
  if (count === 0) return undefined;
  const entries =
    count === 1 ? '1 entry of the referrers tag names' : `${count} entries of the referrers tag name`;
  return new RegistryError(
    'bad-response',
    handle.client.registry,
    `${entries} no subject, and may belong here.`,
  );
}

/** What an entry turned out to be; one of another subject is nothing of all that. */
type Checked = {
  readonly found?: Descriptor;
  /** It names no subject. */
  readonly isAimless?: true;
  /** Why it could not be read: then nobody knows whether it belongs here. */
  readonly doubt?: unknown;
};

async function checkEntry(inquiry: Inquiry, entry: Descriptor): Promise<Checked> {
  const { context, handle, subject, priority } = inquiry;
  try {
    const fetched = await context.budget.call(
      (signal) => handle.client.getManifest(handle.repository, entry.digest, { signal }),
      priority,
    );
    if (fetched.manifest.subject === undefined) return { isAimless: true };
    if (fetched.manifest.subject.digest !== subject) return {};
    const effectiveType = artifactTypeOf(fetched.manifest);
    if (context.scope.artifactType !== undefined && effectiveType !== context.scope.artifactType) return {};
    if (!emitReferrer(inquiry, nodeOfManifest(fetched, entry, []))) return {};
    context.documents.offer(entry, subject);
    return { found: entry };
  } catch (error) {
    emitUnreadEntry(inquiry, entry, error);
    return { doubt: error };
  }
}

function emitUnreadEntry(inquiry: Inquiry, entry: Descriptor, error: unknown): void {
  const { context, source } = inquiry;
  if (context.budget.isHalted()) return;
  const inquiryKey = { about: entry.digest, question: 'manifest', source } as const;
  const isMissing = error instanceof RegistryError && error.code === 'not-found';
  const reason = isMissing
    ? 'The referrers tag lists it, but the registry does not have it.'
    : explainError(error).reason;
  if (!emitReferrer(inquiry, nodeOfDescriptor(entry, isMissing ? 'missing' : 'unreadable', reason))) return;
  if (isMissing) context.emit.answer({ ...inquiryKey, state: 'none' });
  else context.emit.unknown(inquiryKey, explainError(error));
}
