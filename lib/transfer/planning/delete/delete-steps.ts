import { reach } from '#lib/graph/closure';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest, isDigest } from '#lib/oci/digest';
import { atDigest, formatReference } from '#lib/oci/reference';
import { transferLimits } from '#lib/transfer/limits';
import type { ContentDescriptor, Step } from '#lib/transfer/plan';
import { planUntagStep } from '#lib/transfer/planning/delete/plan-untag';
import type { Deletion } from '#lib/transfer/planning/delete/select-deletion';
import { belongingsOf, referrersHere } from '#lib/transfer/planning/delete/survey-lookups';
import { absentContent, predictArchiveSize } from '#lib/transfer/planning/select-content';
import { countNoun, enumerate, nameOf } from '#lib/transfer/planning/text';
import type { Precedence } from '#lib/transfer/planning/topological-sort';
import { sortByPrecedence } from '#lib/transfer/planning/topological-sort';
import type { ReferrersList } from '#lib/transfer/survey/survey';

type Key = Digest | ReturnType<typeof listKey>;

/**
 * The steps of a deletion in an order that every registry accepts: the archive, then each manifest before those that it
 * names. Wherever a run stops, nothing that remains names something that is gone:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-manifests
 */
export function deleteSteps(deletion: Deletion): readonly Step[] {
  const { request } = deletion;
  const lists = new Map(referrersListChanges(deletion).map((work) => [listKey(work.subject), work]));
  // The manifest that was reached last is the deepest, and comes first.
  const items: readonly Key[] = [...lists.keys(), ...[...deletion.goes].reverse()];
  const ordered = sortByPrecedence(items, precedences(deletion, [...lists.values()]));
  const ids = new Map([...ordered.keys()].map((key, at) => [key, String(at + 1)]));
  const archive = request.archive === false || deletion.goes.size === 0 ? [] : [planArchiveStep(deletion)];
  const steps = [...ordered].flatMap(([key, before]): readonly Step[] => {
    const id = ids.get(key) ?? key;
    const after = [...archive.map((step) => step.id), ...before.flatMap((other) => ids.get(other) ?? [])];
    if (isDigest(key)) return [deleteStep(deletion, key, { id, after })];
    const list = lists.get(key);
    return list === undefined ? [] : [referrersListStep(deletion, list, { id, after })];
  });
  return [...archive, ...steps];
}

function precedences(deletion: Deletion, lists: readonly ReferrersListChange[]): readonly Precedence<Key>[] {
  const { survey, goes } = deletion;
  const found: Precedence<Key>[] = [];
  for (const digest of goes) {
    for (const referrer of referrersHere(survey, digest)) {
      const isSoft = survey.manifests.get(referrer)?.subject !== digest;
      if (goes.has(referrer)) found.push({ first: referrer, second: digest, isSoft });
    }
    for (const child of survey.manifests.get(digest)?.children ?? [])
      if (goes.has(child.digest)) found.push({ first: digest, second: child.digest, isSoft: false });
  }
  for (const { subject, going } of lists) {
    const list = listKey(subject);
    if (goes.has(subject)) found.push({ first: list, second: subject, isSoft: false });
    for (const entry of going) {
      found.push({ first: list, second: entry, isSoft: false });
      // As late as possible: a run that stops early has hidden little from clients that read the list.
      for (const referrer of referrersHere(survey, entry))
        if (goes.has(referrer)) found.push({ first: referrer, second: list, isSoft: true });
    }
  }
  return found;
}

function deleteStep(
  deletion: Deletion,
  digest: Digest,
  place: { readonly id: string; readonly after: readonly string[] },
): Step {
  const { survey, tags } = deletion;
  return {
    verb: 'delete-manifest',
    ...place,
    at: survey.at,
    digest,
    tags: tags.all.get(digest) ?? [],
    referrers: referrersHere(survey, digest),
    target: formatReference(atDigest(survey.at, digest)),
    detail: detailOf(deletion, digest),
    node: digest,
  };
}

function detailOf({ survey, tags, goes, chosen, request }: Deletion, digest: Digest): string {
  const own = tags.all.get(digest) ?? [];
  const withTags = own.length === 0 ? '' : `, and with it ${enumerate(own)}`;
  if (request.scope !== 'listed' && digest === survey.root) return `Deletes the artifact itself${withTags}.`;
  const name = nameOf(survey, digest);
  const subject = survey.manifests.get(digest)?.subject;
  if (subject !== undefined && goes.has(subject))
    return `Deletes ${name}${withTags}, before its subject ${formatShortDigest(subject)}.`;
  if (chosen.has(digest)) return `Deletes ${name}${withTags}.`;
  return `Deletes ${name}${withTags}: no remaining artifact needs it.`;
}

/**
 * The step that writes the archive before any deletion. The archive holds what is deleted with its tags, and also the
 * parts of a deleted index that stay: without them the index could not be restored from it.
 */
function planArchiveStep({ survey, goes, tags }: Deletion): Step {
  const { at, manifests } = survey;
  const { children } = belongingsOf(survey, tags);
  const whole = reach({ children, referrers: new Map() }, [...goes]);
  const archived = [...whole].flatMap((digest) => manifests.get(digest) ?? []);
  const contents: ContentDescriptor[] = archived.map(({ content }) => content);
  const named = [...goes].flatMap((digest) => withTags(digest, tags.all.get(digest) ?? []));
  const content = { manifests: contents, absent: absentContent(archived), tags: named, withLayers: true };
  return {
    verb: 'archive',
    id: 'archive',
    after: [],
    at,
    content,
    target: formatReference(at),
    detail: `Saves everything that is deleted in an archive, which you can download for ${transferLimits.recordKeptDays} days.`,
    bytes: predictArchiveSize(survey, content),
  };
}

function withTags(digest: Digest, tags: readonly string[]) {
  return tags.map((tag) => ({ tag, digest }));
}

/** The change to a list of referrers: it is deleted, or some of its entries are removed. */
type ReferrersListChange = {
  readonly subject: Digest;
  readonly list: ReferrersList;
  readonly going: readonly Digest[];
  readonly isWhole: boolean;
};

/** The key of the change to a list, distinct from the digests of manifests. */
function listKey(subject: Digest): `list ${Digest}` {
  return `list ${subject}`;
}

/**
 * The changes to lists under a referrers tag that a deletion makes:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema
 * A list is an index, and GAR, ECR and Harbor refuse to delete what an index names.
 */
function referrersListChanges({ survey, goes }: Deletion): readonly ReferrersListChange[] {
  return [...survey.referrersLists].flatMap(([subject, list]) => {
    // A list that was chosen itself goes as a whole.
    if (goes.has(list.digest)) return [];
    const going = list.entries.filter((entry) => goes.has(entry));
    const isEmptied = list.entries.every((entry) => goes.has(entry) || survey.missing.has(entry));
    const isWhole = goes.has(subject) && isEmptied;
    return isWhole || going.length > 0 ? [{ subject, list, going, isWhole }] : [];
  });
}

/** The step that makes the change: an edit of the list, its deletion, or the removal of its tag alone. */
function referrersListStep(
  deletion: Deletion,
  { subject, list, going, isWhole }: ReferrersListChange,
  place: { readonly id: string; readonly after: readonly string[] },
): Step {
  const { at } = deletion.survey;
  const of = formatShortDigest(subject);
  if (!isWhole) {
    return {
      verb: 'unlist-referrers',
      ...place,
      at,
      subject,
      referrers: going,
      target: formatReference({ ...at, tag: list.tag }),
      detail: `Removes ${countNoun(going.length, 'artifact')} from the list of referrers of ${of}, before deleting them.`,
    };
  }
  const detail = `Deletes the list of referrers of ${of}, before its entries.`;
  const tags = deletion.tags.all.get(list.digest) ?? [list.tag];
  // All empty lists are the same manifest: a deletion by digest would remove the tags of all of them.
  if (tags.length > 1) return planUntagStep(deletion, list.tag, list.digest, { ...place, detail });
  return {
    verb: 'delete-manifest',
    ...place,
    at,
    digest: list.digest,
    tags,
    referrers: [],
    target: formatReference(atDigest(at, list.digest)),
    detail,
  };
}
