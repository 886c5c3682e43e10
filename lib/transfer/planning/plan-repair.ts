import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { formatReference } from '#lib/oci/reference';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { Notice, PlanDraft, Step } from '#lib/transfer/plan';
import type { Survey } from '#lib/transfer/survey/survey';

/** What keeps the entries of a list from being judged. */
const isDoubt: ReadonlySet<string> = new Set(['referrers-unknown', 'manifests-unknown', 'graph-cut']);

/**
 * The plan to put the referrers tag of a manifest right: entries that are not there, or that are about something else,
 * are taken from it; where the registry has no API, referrers that it lacks are added (distribution-spec 1.1
 * "Referrers Tag Schema"). With the API a strange entry does no harm, and stays.
 */
export function planRepair(survey: Survey): PlanDraft {
  const { at, root } = survey;
  const stale = staleEntries(survey);
  const lacking = lackingReferrers(survey);
  const target = formatReference({ ...at, tag: referrersTag(root) });
  const of = formatShortDigest(root);
  const add: readonly Step[] =
    lacking.length === 0
      ? []
      : [
          {
            verb: 'list-referrers',
            id: 'list',
            after: [],
            at,
            subject: root,
            referrers: lacking.flatMap((digest) => survey.manifests.get(digest)?.content ?? []),
            target,
            detail: `Adds ${lacking.length} to the list of what refers to ${of}.`,
            node: root,
          },
        ];
  const remove: readonly Step[] =
    stale.length === 0
      ? []
      : [
          {
            verb: 'unlist-referrers',
            id: 'unlist',
            // One rewrites what the other has written.
            after: add.map(({ id }) => id),
            at,
            subject: root,
            referrers: stale,
            target,
            detail: `Takes ${stale.length} from the list of what refers to ${of}: not there, or about something else.`,
            node: root,
          },
        ];
  const steps = [...add, ...remove];
  return {
    title: `Repair the list of what refers to ${formatReference({ ...at, digest: root })}`,
    root,
    steps,
    kept: [],
    warnings: [
      ...doubtsOf(survey),
      ...foreignStay(survey),
      ...(steps.length === 0 ? [nothingToDo(survey)] : []),
    ],
    blockers: [],
    totals: { steps: steps.length, manifests: 0, blobs: 0, bytes: 0 },
  };
}

/** An entry is about this subject only when its own manifest says so. */
function staleEntries(survey: Survey): readonly Digest[] {
  const { root, missing, referrersLists, hasReferrersApi } = survey;
  // zot drops what a list that is written anew no longer names, also what refers to another manifest.
  const foreign = hasReferrersApi === false ? foreignEntries(survey) : [];
  return (referrersLists.get(root)?.entries ?? []).filter(
    (entry) => missing.has(entry) || foreign.includes(entry),
  );
}

/** Entries that are there and are about something else. */
function foreignEntries(survey: Survey): readonly Digest[] {
  const { root, missing, manifests, referrersLists } = survey;
  // The root among them stands for all of its referrers.
  const unread = new Set(doubtsOf(survey).flatMap(({ digests = [root] }) => digests));
  return (referrersLists.get(root)?.entries ?? []).filter((entry) => {
    if (missing.has(entry)) return false;
    return !unread.has(root) && !unread.has(entry) && manifests.get(entry)?.subject !== root;
  });
}

function foreignStay(survey: Survey): readonly Notice[] {
  const digests = survey.hasReferrersApi === false ? [] : foreignEntries(survey);
  if (digests.length === 0) return [];
  const text = `${digests.length} on the list are about something else. They stay there, which does no harm where the registry lists referrers itself; zot would delete what the list no longer names.`;
  return [{ code: 'foreign-entries', text, digests }];
}

function lackingReferrers(survey: Survey): readonly Digest[] {
  const { root, manifests, referrers, referrersLists, hasReferrersApi } = survey;
  if (hasReferrersApi !== false) return [];
  const listed = new Set(referrersLists.get(root)?.entries ?? []);
  return (referrers.get(root) ?? [])
    .filter(({ digest, elsewhere }) => elsewhere === undefined && !listed.has(digest))
    .map(({ digest }) => digest)
    .filter((digest) => manifests.get(digest)?.subject === root);
}

function doubtsOf({ gaps, root, referrersLists }: Survey): readonly Notice[] {
  const entries = new Set(referrersLists.get(root)?.entries ?? []);
  return gaps
    .filter(({ code, digests = [root] }) => {
      return isDoubt.has(code) && digests.some((digest) => digest === root || entries.has(digest));
    })
    .map((gap) => ({ ...gap, text: `${gap.text} What could not be looked at stays on the list.` }));
}

function nothingToDo({ root, referrersLists }: Survey): Notice {
  const text = referrersLists.has(root)
    ? 'Nothing to repair: what was looked at on the list is there and refers to this manifest.'
    : 'There is no list of referrers under a tag, and none is needed.';
  return { code: 'nothing-to-do', text, digests: [root] };
}
