import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { formatReference } from '#lib/oci/reference';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { Notice, PlanDraft, Step } from '#lib/transfer/plan';
import type { Survey } from '#lib/transfer/survey/survey';

/** Gaps that keep the entries of a list from being checked. */
const isDoubt: ReadonlySet<string> = new Set(['referrers-unknown', 'manifests-unknown', 'graph-cut']);

/**
 * The plan to repair the list under the referrers tag of a manifest:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema
 * Entries that do not exist are removed. Where the registry has no referrers API, entries with another subject are
 * removed too and missing referrers are added; with the API such entries do no harm and stay.
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
            detail: `Adds ${lacking.length} to the list of referrers of ${of}.`,
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
            // Both write the same list.
            after: add.map(({ id }) => id),
            at,
            subject: root,
            referrers: stale,
            target,
            detail: `Removes ${stale.length} from the list of referrers of ${of}: they do not exist, or have another subject.`,
            node: root,
          },
        ];
  const steps = [...add, ...remove];
  return {
    title: `Repair the list of referrers of ${formatReference({ ...at, digest: root })}`,
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

/** An entry belongs to this subject only when its own manifest names it. */
function staleEntries(survey: Survey): readonly Digest[] {
  const { root, missing, referrersLists, hasReferrersApi } = survey;
  // zot deletes what a rewritten list no longer names, also a referrer of another manifest.
  const foreign = hasReferrersApi === false ? foreignEntries(survey) : [];
  return (referrersLists.get(root)?.entries ?? []).filter(
    (entry) => missing.has(entry) || foreign.includes(entry),
  );
}

/** Entries that exist and have another subject. */
function foreignEntries(survey: Survey): readonly Digest[] {
  const { root, missing, manifests, referrersLists } = survey;
  // A gap without digests is about the root, and so about all of its referrers.
  const unread = new Set(doubtsOf(survey).flatMap(({ digests = [root] }) => digests));
  return (referrersLists.get(root)?.entries ?? []).filter((entry) => {
    if (missing.has(entry)) return false;
    return !unread.has(root) && !unread.has(entry) && manifests.get(entry)?.subject !== root;
  });
}

function foreignStay(survey: Survey): readonly Notice[] {
  const digests = survey.hasReferrersApi === false ? [] : foreignEntries(survey);
  if (digests.length === 0) return [];
  const text = `${digests.length} entries of the list have another subject. They stay: they do no harm where the registry has the referrers API, and zot would delete artifacts that the list no longer names.`;
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
    .map((gap) => ({ ...gap, text: `${gap.text} Unreadable entries stay on the list.` }));
}

function nothingToDo({ root, referrersLists }: Survey): Notice {
  const text = referrersLists.has(root)
    ? 'Nothing to repair: every entry exists and refers to this manifest.'
    : 'Nothing to repair: there is no referrers tag, and the registry does not need one.';
  return { code: 'nothing-to-do', text, digests: [root] };
}
