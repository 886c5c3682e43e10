import { buildKitSubject } from '#lib/formats/declared/meaning';
import type { Digest } from '#lib/oci/digest';
import type { Notice } from '#lib/transfer/plan';
import type { Deletion } from '#lib/transfer/planning/delete/select-deletion';
import { danglingReferrers } from '#lib/transfer/planning/delete/select-deletion';
import { countNoun, enumerate } from '#lib/transfer/planning/text';

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
  text: 'Indexes without a tag, other repositories and running deployments may use these digests; no registry can list them.',
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
  const text = `${countNoun(parts.length, 'part')} of the deleted index will stay without a tag and without an index. Harbor, and olareg in an otherwise empty repository, delete such parts at once, others when they collect garbage.`;
  return [{ code: 'parts-untagged', text, digests: parts }];
}

function childrenOf({ manifests }: Deletion['survey'], index: Digest): readonly Digest[] {
  return (manifests.get(index)?.children ?? []).map(({ digest }) => digest);
}

function cascades(deletion: Deletion): readonly Notice[] {
  const left = danglingReferrers(deletion);
  if (left.length === 0) return [];
  const text =
    'Harbor and Azure delete the referrers of a manifest along with it; zot, olareg and others may do so when they collect garbage.';
  return [{ code: 'registry-cascades', text, digests: left }];
}
