import { formatBytes } from '#lib/formats/format-bytes';
import { formatShortDigest } from '#lib/oci/digest';
import type { Blocker, Notice } from '#lib/transfer/plan';
import type { Parcel } from '#lib/transfer/planning/copy/parcel';
import { carriedBlobs } from '#lib/transfer/planning/copy/parcel';
import type { TargetFacts } from '#lib/transfer/target/target';

/** What could lose or miss something, each until it is accepted. */
export function blockersOfCopy(parcels: readonly Parcel[], target: TargetFacts): readonly Blocker[] {
  const blockers = [...overwrittenTags(parcels, target), ...unknowns(parcels), ...missing(parcels)];
  const wantsNothing = parcels.some(({ made }) => made?.entries.length === 0);
  return wantsNothing
    ? [...blockers, { code: 'platforms-unknown', text: noPlatform, isAcceptable: false }]
    : blockers;
}

const noPlatform = 'None of the platforms asked for is in this index.';

function overwrittenTags(parcels: readonly Parcel[], target: TargetFacts): readonly Blocker[] {
  const moved = parcels.flatMap(({ tags, top, cosignTags }) =>
    [...tags.map((tag) => ({ tag, digest: top })), ...cosignTags].flatMap(({ tag, digest }) => {
      const was = target.tags.get(tag) ?? null;
      return was === null || was === digest ? [] : [{ tag, was }];
    }),
  );
  if (moved.length === 0) return [];
  const named = moved.slice(0, 5).map(({ tag, was }) => `${tag} (now ${formatShortDigest(was)})`);
  const more = moved.length > 5 ? ` and ${moved.length - 5} more` : '';
  return [
    {
      code: 'overwrites-tag',
      text: `${moved.length === 1 ? 'A tag is' : `${moved.length} tags are`} taken at the target and would be moved: ${named.join(', ')}${more}. What loses its last tag by it may be deleted there, by zot at once; it is put back then.`,
      tags: moved.map(({ tag }) => tag),
      isAcceptable: true,
    },
  ];
}

function unknowns(parcels: readonly Parcel[]): readonly Blocker[] {
  const gaps = parcels.flatMap(({ survey }) => survey.gaps);
  const [first] = gaps;
  if (first === undefined) return [];
  const more = gaps.length > 1 ? ` (and ${gaps.length - 1} more)` : '';
  return [
    {
      code: 'unknown',
      text: `Not everything that belongs to this could be determined, and would be left behind: ${first.text}${more}`,
      isAcceptable: true,
    },
  ];
}

function missing(parcels: readonly Parcel[]): readonly Blocker[] {
  const digests = [...new Set(parcels.flatMap(({ survey }) => [...survey.missing.keys()]))];
  if (digests.length === 0) return [];
  return [
    {
      code: 'incomplete',
      text: `${digests.length === 1 ? 'A manifest that is named here is' : `${digests.length} manifests that are named here are`} not at the source. Some registries refuse an index with holes.`,
      digests,
      isAcceptable: true,
    },
  ];
}

/** What to know before. */
export function warningsOfCopy(parcels: readonly Parcel[], target: TargetFacts): readonly Notice[] {
  return [
    ...target.gaps,
    ...presentAlready(parcels, target),
    ...leftOut(parcels),
    ...narrowed(parcels),
    ...subjectsElsewhere(parcels, target),
    ...referrersElsewhere(parcels),
  ];
}

function presentAlready(parcels: readonly Parcel[], { present }: TargetFacts): readonly Notice[] {
  if (present.size === 0) return [];
  const contents = new Map(
    parcels.flatMap(({ manifests }) =>
      manifests.flatMap((manifest) =>
        [manifest.content, ...carriedBlobs(manifest)].map(({ digest, size }) => [digest, size] as const),
      ),
    ),
  );
  const bytes = [...present].reduce((sum, digest) => sum + (contents.get(digest) ?? 0), 0);
  const text = `${present.size} of ${contents.size} manifests and blobs are at the target already (${formatBytes(bytes)}); they are not sent again.`;
  return [{ code: 'present', text }];
}

function leftOut(parcels: readonly Parcel[]): readonly Notice[] {
  const digests = parcels.flatMap((parcel) => parcel.leftOut.map(({ content }) => content.digest));
  if (digests.length === 0) return [];
  const text = `${digests.length} ${digests.length === 1 ? 'referrer does' : 'referrers do'} not go along, as chosen.`;
  return [{ code: 'left-out', text, digests }];
}

function narrowed(parcels: readonly Parcel[]): readonly Notice[] {
  return parcels.flatMap(({ made, survey }) =>
    made === undefined
      ? []
      : [
          {
            code: 'new-index',
            text: `Some platforms only: a new index is made, ${formatShortDigest(made.content.digest)}. Signatures and other referrers of ${formatShortDigest(survey.root)} say nothing of it and stay behind.`,
            digests: [survey.root],
          },
        ],
  );
}

function subjectsElsewhere(parcels: readonly Parcel[], { present }: TargetFacts): readonly Notice[] {
  const brought = new Set(parcels.flatMap(({ manifests }) => manifests.map(({ content }) => content.digest)));
  const absent = parcels.flatMap(({ manifests }) =>
    manifests.flatMap(({ subject }) =>
      subject === undefined || brought.has(subject) || present.has(subject) ? [] : [subject],
    ),
  );
  const digests = [...new Set(absent)];
  if (digests.length === 0) return [];
  const text = `What this refers to (${digests.map(formatShortDigest).join(', ')}) does not go along and may not be at the target.`;
  return [{ code: 'subject-elsewhere', text, digests }];
}

function referrersElsewhere(parcels: readonly Parcel[]): readonly Notice[] {
  const places = new Set(
    parcels.flatMap(({ survey }) =>
      [...survey.referrers.values()].flatMap((referrers) =>
        referrers.flatMap(({ elsewhere }) =>
          elsewhere === undefined ? [] : [`${elsewhere.registry}/${elsewhere.repository}`],
        ),
      ),
    ),
  );
  return [...places].map((place) => ({
    code: 'referrers-elsewhere',
    text: `What refers to this in ${place} stays there.`,
  }));
}
