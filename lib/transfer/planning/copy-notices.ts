import { formatShortDigest } from '#lib/oci/digest';
import { isIndexMediaType, isSchema1MediaType } from '#lib/oci/media-type';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import { formatBytes } from '#lib/text/format';
import type { Blocker, Notice } from '#lib/transfer/plan';
import type { CopySet } from '#lib/transfer/planning/copy-set';
import { concernsCopySet } from '#lib/transfer/planning/copy-set';
import { enumerate } from '#lib/transfer/planning/text';
import type { TargetState } from '#lib/transfer/target';

/** What a person has to accept before the copy, because something could be lost or left out. */
export function copyBlockers(
  copySets: readonly CopySet[],
  target: TargetState,
  isStrict: boolean,
): readonly Blocker[] {
  return [
    ...overwrittenTags(copySets, target),
    ...unknowns(copySets),
    ...missing(copySets),
    ...layersElsewhere(copySets),
    ...schema1(copySets),
    ...platformsAbsent(copySets),
    ...(isStrict ? unknownFields(copySets).map((notice) => ({ ...notice, isAcceptable: true })) : []),
  ];
}

/** Only entries for the chosen platforms matter: a hole elsewhere in the index blocks nothing. */
function platformsAbsent(copySets: readonly CopySet[]): readonly Blocker[] {
  return copySets.flatMap(({ made, unmatched, survey }): readonly Blocker[] => {
    if (made?.entries.length === 0) {
      const text = 'This index contains none of the chosen platforms.';
      return [{ code: 'platforms-unknown', text, isAcceptable: false }];
    }
    if (unmatched.length === 0) return [];
    const root = survey.manifests.get(survey.root);
    const isIndex = root !== undefined && isIndexMediaType(root.content.mediaType);
    const text = isIndex
      ? `This index has nothing for ${unmatched.join(', ')}. The copy has only the other platforms.`
      : 'This is a single image, not an index. The copy includes it whatever its platform.';
    return [{ code: 'platforms-absent', text, isAcceptable: true }];
  });
}

/** Layers that the source need not have and does not have. */
function layersElsewhere(copySets: readonly CopySet[]): readonly Blocker[] {
  const digests = copySets.flatMap(({ survey, manifests }) =>
    manifests.flatMap(({ absent }) =>
      absent.map(({ digest }) => digest).filter((digest) => !survey.missing.has(digest)),
    ),
  );
  const layers = [...new Set(digests)];
  if (layers.length === 0) return [];
  const text = `${layers.length === 1 ? 'A layer lies' : `${layers.length} layers lie`} only at addresses outside the source. The copy still points there, so every client must reach these addresses.`;
  return [{ code: 'foreign-layers', text, digests: layers, isAcceptable: true }];
}

function schema1(copySets: readonly CopySet[]): readonly Blocker[] {
  const digests = copySets.flatMap(({ manifests }) =>
    manifests.flatMap(({ content }) => (isSchema1MediaType(content.mediaType) ? [content.digest] : [])),
  );
  if (digests.length === 0) return [];
  const text = `${digests.map(formatShortDigest).join(', ')}: a manifest of Docker schema 1 cannot be copied exactly, and registries no longer accept it. Pull it with an old Docker client and push it again in the current format.`;
  return [{ code: 'schema1', text, digests, isAcceptable: false }];
}

/** Content in fields that no specification defines is not copied. */
function unknownFields(copySets: readonly CopySet[]): readonly Notice[] {
  const taken = new Set(
    copySets.flatMap(({ manifests }) =>
      manifests.flatMap(({ content, blobs }) => [content.digest, ...blobs.map(({ digest }) => digest)]),
    ),
  );
  const others = copySets.flatMap(({ manifests }) => manifests.flatMap(({ others }) => others));
  const digests = [...new Set(others.map(({ digest }) => digest))].filter((digest) => !taken.has(digest));
  if (digests.length === 0) return [];
  const text = `Unspecified fields name more content (${digests.slice(0, 5).map(formatShortDigest).join(', ')}${digests.length > 5 ? ' …' : ''}). The copy leaves it out.`;
  return [{ code: 'unknown-fields', text, digests }];
}

function overwrittenTags(copySets: readonly CopySet[], target: TargetState): readonly Blocker[] {
  const moved = copySets.flatMap(({ tags, top, cosignTags }) =>
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
      text: `${moved.length === 1 ? 'A tag is' : `${moved.length} tags are`} in use at the target and would move: ${named.join(', ')}${more}. A registry may delete a manifest without tags. zot does so at once; Orrery then pushes it again.`,
      tags: moved.map(({ tag }) => tag),
      isAcceptable: true,
    },
  ];
}

function unknowns(copySets: readonly CopySet[]): readonly Blocker[] {
  const gaps = copySets.flatMap((copySet) => {
    const isConcerned = concernsCopySet(copySet);
    return copySet.survey.gaps.filter(({ digests }) => digests === undefined || digests.some(isConcerned));
  });
  const [first] = gaps;
  if (first === undefined) return [];
  const more = gaps.length > 1 ? ` (and ${gaps.length - 1} more)` : '';
  return [
    {
      code: 'unknown',
      text: `Orrery could not find everything that belongs to this. The copy would leave out the rest: ${first.text}${more}`,
      isAcceptable: true,
    },
  ];
}

function missing(copySets: readonly CopySet[]): readonly Blocker[] {
  const holes = copySets.flatMap((copySet) =>
    [...copySet.survey.missing.keys()].filter(concernsCopySet(copySet)),
  );
  const digests = [...new Set(holes)];
  if (digests.length === 0) return [];
  return [
    {
      code: 'incomplete',
      text: `${digests.length === 1 ? 'A manifest or blob that is named here is' : `${digests.length} manifests or blobs that are named here are`} not at the source. Some registries refuse an incomplete index.`,
      digests,
      isAcceptable: true,
    },
  ];
}

/** What a person should know before the copy without having to decide. */
export function copyWarnings(
  copySets: readonly CopySet[],
  target: TargetState,
  isStrict: boolean,
): readonly Notice[] {
  return [
    ...target.gaps,
    ...presentAlready(copySets, target),
    ...leftOut(copySets),
    ...tagsLeftBehind(copySets),
    ...narrowed(copySets),
    ...subjectsElsewhere(copySets, target),
    ...referrersElsewhere(copySets),
    ...(isStrict ? [] : unknownFields(copySets)),
  ];
}

function presentAlready(copySets: readonly CopySet[], { present }: TargetState): readonly Notice[] {
  if (present.size === 0) return [];
  const contents = new Map(
    copySets.flatMap(({ manifests }) =>
      manifests.flatMap((manifest) =>
        [manifest.content, ...manifest.blobs].map(({ digest, size }) => [digest, size] as const),
      ),
    ),
  );
  const bytes = [...present].reduce((sum, digest) => sum + (contents.get(digest) ?? 0), 0);
  const text = `${present.size} of ${contents.size} manifests and blobs already exist at the target (${formatBytes(bytes)}). Orrery does not send them again.`;
  return [{ code: 'present', text }];
}

function leftOut(copySets: readonly CopySet[]): readonly Notice[] {
  const digests = copySets.flatMap((copySet) => copySet.leftOut.map(({ content }) => content.digest));
  if (digests.length === 0) return [];
  const text = `${digests.length} ${digests.length === 1 ? 'referrer does' : 'referrers do'} not belong to the copy, as you chose.`;
  return [{ code: 'left-out', text, digests }];
}

/** Other tags of what is copied: a person who copies one may expect all. */
function tagsLeftBehind(copySets: readonly CopySet[]): readonly Notice[] {
  const copied = new Set(copySets.flatMap(({ tags }) => tags));
  const tags = copySets.flatMap(({ survey }) =>
    [...survey.tags].flatMap(([tag, digest]) => {
      const isOther = digest === survey.root && tag !== survey.tag && !copied.has(tag);
      return isOther && parseDigestTag(tag) === undefined ? [tag] : [];
    }),
  );
  if (tags.length === 0) return [];
  const [point, are] = tags.length === 1 ? ['points', 'is'] : ['point', 'are'];
  const text = `${enumerate(tags)} also ${point} to this artifact and ${are} not copied.`;
  return [{ code: 'tags-left-behind', text, tags }];
}

function narrowed(copySets: readonly CopySet[]): readonly Notice[] {
  return copySets.flatMap(({ made, survey }) =>
    made === undefined
      ? []
      : [
          {
            code: 'new-index',
            text: `For some platforms only, Orrery makes a new index, ${formatShortDigest(made.content.digest)}. Signatures and other referrers of ${formatShortDigest(survey.root)} do not apply to it. The copy leaves them out.`,
            digests: [survey.root],
          },
        ],
  );
}

function subjectsElsewhere(copySets: readonly CopySet[], { present }: TargetState): readonly Notice[] {
  const brought = new Set(
    copySets.flatMap(({ manifests }) => manifests.map(({ content }) => content.digest)),
  );
  const absent = copySets.flatMap(({ manifests }) =>
    manifests.flatMap(({ subject }) =>
      subject === undefined || brought.has(subject) || present.has(subject) ? [] : [subject],
    ),
  );
  const digests = [...new Set(absent)];
  if (digests.length === 0) return [];
  const text = `The subject of this (${digests.map(formatShortDigest).join(', ')}) is not copied and may not exist at the target.`;
  return [{ code: 'subject-elsewhere', text, digests }];
}

function referrersElsewhere(copySets: readonly CopySet[]): readonly Notice[] {
  const places = new Set(
    copySets.flatMap(({ survey }) =>
      [...survey.referrers.values()].flatMap((referrers) =>
        referrers.flatMap(({ elsewhere }) =>
          elsewhere === undefined ? [] : [`${elsewhere.registry}/${elsewhere.repository}`],
        ),
      ),
    ),
  );
  return [...places].map((place) => ({
    code: 'referrers-elsewhere',
    text: `Referrers of this in ${place} stay there.`,
  }));
}
