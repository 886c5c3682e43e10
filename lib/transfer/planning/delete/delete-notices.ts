import { buildKitSubject } from '#lib/formats/declared/meaning';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { isSchema1MediaType } from '#lib/oci/media-type';
import type { Blocker, Notice } from '#lib/transfer/plan';
import type { Deletion } from '#lib/transfer/planning/delete/select-deletion';
import { danglingReferrers, holdersOfRoot } from '#lib/transfer/planning/delete/select-deletion';
import { splitAccepted } from '#lib/transfer/planning/step-list';
import { countNoun, enumerate, indexName } from '#lib/transfer/planning/text';
import type { Survey } from '#lib/transfer/survey/survey';

/** What could be lost because of a gap, by its code. */
const losses: Readonly<Record<string, string>> = {
  'referrers-unknown': 'An unseen referrer would stay without its subject.',
  'manifests-unknown': 'An unread manifest stays, and its content may be deleted.',
  'graph-cut': 'Unreached artifacts stay without the artifact they belong to.',
  'tags-unknown': 'An unseen tag may point to a deleted artifact and would disappear with it.',
  'indexes-unknown': 'An unseen index may contain a deleted artifact and would be broken.',
};

/**
 * What a person has to decide before the deletion. `accepted` is what they have decided already: the plan still shows it,
 * because it may have grown since.
 */
export function deleteBlockers(deletion: Deletion): {
  readonly blockers: readonly Blocker[];
  readonly accepted: readonly Notice[];
} {
  const { survey, request } = deletion;
  const acceptable = [
    ...otherTags(deletion),
    ...taggedReferrers(deletion),
    ...heldByIndex(deletion),
    ...referrersStay(deletion),
    ...unknowns(deletion),
    ...archiveLacks(deletion),
  ].map((notice) => ({ ...notice, isAcceptable: true }));
  return splitAccepted([...movedTagBlocker(survey), ...acceptable], request.accept);
}

/** The blocker for a tag that moved while the plan was made; none for a tag that is unknown, which may be a gap. */
export function movedTagBlocker({ tag, tags, root }: Survey): readonly Blocker[] {
  const target = tag === undefined ? undefined : tags.get(tag);
  if (tag === undefined || target === undefined || target === root) return [];
  const text = `The tag ${tag} moved while Orrery made the plan. Make a new plan.`;
  return [{ code: 'tag-moved', text, tags: [tag], isAcceptable: false }];
}

function otherTags({ survey, tags, named, goes }: Deletion): readonly Notice[] {
  if (!goes.has(survey.root)) return [];
  const others = (tags.ordinary.get(survey.root) ?? []).filter((tag) => !named.has(tag));
  if (others.length === 0) return [];
  const text = `${enumerate(others)} ${others.length === 1 ? 'points' : 'point'} to the same manifest and will be deleted too.`;
  return [{ code: 'other-tags', text, digests: [survey.root], tags: others }];
}

function taggedReferrers({ tags, goes, chosen }: Deletion): readonly Notice[] {
  const digests = [...goes].filter((digest) => !chosen.has(digest) && tags.ordinary.has(digest));
  if (digests.length === 0) return [];
  const names = digests.flatMap((digest) => tags.ordinary.get(digest) ?? []);
  const text = `${countNoun(digests.length, 'attached artifact')} with its own tag is also deleted: ${enumerate(names)}.`;
  return [{ code: 'tagged-referrers', text, digests, tags: names }];
}

function heldByIndex(deletion: Deletion): readonly Notice[] {
  const holders = holdersOfRoot(deletion);
  if (holders.size === 0) return [];
  const names = [...holders].map(([digest, tags]) => indexName(digest, tags));
  const text = `The index ${enumerate(names)} contains this artifact and would name a missing manifest.`;
  const tags = [...new Set([...holders.values()].flat())];
  return [{ code: 'held-by-index', text, digests: [...holders.keys()], tags }];
}

function referrersStay(deletion: Deletion): readonly Notice[] {
  const left = danglingReferrers(deletion);
  if (left.length === 0) return [];
  const text = `${countNoun(left.length, 'artifact')} would stay without a subject.`;
  return [{ code: 'referrers-stay', text, digests: left }];
}

/** Manifests that name content which the archive does not hold, and which may be lost with them. */
function archiveLacks({ survey, request, goes }: Deletion): readonly Notice[] {
  if (request.archive === false) return [];
  const digests = [...goes].filter((digest) => {
    const manifest = survey.manifests.get(digest);
    if (manifest === undefined) return false;
    return manifest.others.length > 0 || isSchema1MediaType(manifest.content.mediaType);
  });
  if (digests.length === 0) return [];
  const text = `${enumerate(digests.map(formatShortDigest))}: the archive cannot contain all its content: it has Docker schema 1 or unspecified fields.`;
  return [{ code: 'archive-lacks', text, digests }];
}

function unknowns(deletion: Deletion): readonly Notice[] {
  const byCode = new Map<string, Notice[]>();
  for (const gap of deletion.survey.gaps) {
    if (losses[gap.code] === undefined || !matters(deletion, gap)) continue;
    byCode.set(gap.code, [...(byCode.get(gap.code) ?? []), gap]);
  }
  return [...byCode].map(([code, gaps]) => mergeGaps(code, gaps));
}

// A deletion of one manifest deletes nothing else, so gaps about other manifests do not matter.
function matters({ survey, request }: Deletion, { code, digests }: Notice): boolean {
  if (request.scope !== 'manifest' || digests === undefined || code === 'indexes-unknown') return true;
  return digests.includes(survey.root);
}

function mergeGaps(code: string, gaps: readonly Notice[]): Notice {
  const digests = new Set<Digest>(gaps.flatMap((gap) => gap.digests ?? []));
  const tags = new Set(gaps.flatMap((gap) => gap.tags ?? []));
  return {
    code,
    text: [...gaps.map(({ text }) => text), losses[code] ?? ''].join(' '),
    ...(digests.size === 0 ? {} : { digests: [...digests] }),
    ...(tags.size === 0 ? {} : { tags: [...tags] }),
  };
}

/** What a person should know about a deletion without having to decide. */
export function deleteWarnings(deletion: Deletion): readonly Notice[] {
  return [
    unseen,
    ...elsewhere(deletion),
    ...aboutWhatStays(deletion),
    ...partsStay(deletion),
    ...cascades(deletion),
  ];
}

const unseen: Notice = {
  code: 'unseen',
  text: 'Indexes without a tag, other repositories and running deployments may use these digests. No registry lists these users.',
};

function elsewhere({ survey, goes }: Deletion): readonly Notice[] {
  const away = [...goes].flatMap((digest) =>
    (survey.referrers.get(digest) ?? []).filter((referrer) => referrer.elsewhere !== undefined),
  );
  const places = new Set(
    away.flatMap(({ elsewhere: at }) => (at === undefined ? [] : [`${at.registry}/${at.repository}`])),
  );
  const unknown = survey.gaps.filter(({ code }) => code === 'elsewhere-unknown');
  if (away.length === 0) return unknown;
  const text = `${countNoun(away.length, 'artifact')} attached in ${enumerate([...places])} will stay there.`;
  return [{ code: 'attached-elsewhere', text, digests: away.map(({ digest }) => digest) }, ...unknown];
}

/** BuildKit attestations are deleted with their index, also those about an image that stays. */
function aboutWhatStays({ survey, goes, stays }: Deletion): readonly Notice[] {
  const digests = new Set<Digest>();
  const staying = new Set<string>(stays.keys());
  for (const index of goes) {
    for (const entry of survey.manifests.get(index)?.children ?? []) {
      const subject = buildKitSubject(entry);
      if (subject !== undefined && staying.has(subject) && goes.has(entry.digest)) digests.add(entry.digest);
    }
  }
  if (digests.size === 0) return [];
  const text = `${countNoun(digests.size, 'build attestation')} of images that stay will be deleted with the index.`;
  return [{ code: 'about-what-stays', text, digests: [...digests] }];
}

/** Parts of a deleted index that stay without anything that keeps a registry from collecting them. */
function partsStay({ survey, goes, stays, tags }: Deletion): readonly Notice[] {
  const held = new Set([...stays.keys()].flatMap((index) => childrenOf(survey, index)));
  const digests = [...goes]
    .flatMap((index) => childrenOf(survey, index))
    .filter((digest) => survey.manifests.has(digest) && !goes.has(digest))
    .filter((digest) => !tags.all.has(digest) && !held.has(digest) && !survey.holders.has(digest));
  const parts = [...new Set(digests)];
  if (parts.length === 0) return [];
  const text = `${countNoun(parts.length, 'part')} of the deleted index will stay without a tag or an index. Harbor deletes such parts at once, and so does olareg in an otherwise empty repository; other registries delete them at garbage collection.`;
  return [{ code: 'parts-untagged', text, digests: parts }];
}

function childrenOf({ manifests }: Deletion['survey'], index: Digest): readonly Digest[] {
  return (manifests.get(index)?.children ?? []).map(({ digest }) => digest);
}

function cascades(deletion: Deletion): readonly Notice[] {
  const left = danglingReferrers(deletion);
  if (left.length === 0) return [];
  const text =
    'Harbor and Azure also delete the referrers of a deleted manifest. zot, olareg and others may do so at garbage collection.';
  return [{ code: 'registry-cascades', text, digests: left }];
}
