import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { formatBytes } from '#lib/text/format';
import type { PlanDraft } from '#lib/transfer/plan';
import { copyBlockers, copyWarnings } from '#lib/transfer/planning/copy-notices';
import type { CopySet } from '#lib/transfer/planning/copy-set';
import { impliesBlobs } from '#lib/transfer/planning/copy-set';
import type { StepListBuilder } from '#lib/transfer/planning/step-list';
import { createStepList, splitAccepted, targetText } from '#lib/transfer/planning/step-list';
import type { Survey, SurveyedManifest } from '#lib/transfer/survey/survey';
import type { TargetState } from '#lib/transfer/target';

export type CopyPlan = {
  readonly title: string;
  readonly copySets: readonly CopySet[];
  readonly target: TargetState;
  readonly accept?: readonly string[] | undefined;
  /** Verifies everything at the target, also when nothing is copied, because a deletion follows. */
  readonly isStrict?: boolean;
};

/**
 * The plan to copy graphs to a repository. At no moment does a manifest there name something missing: blobs come first,
 * then children, subjects and their referrers, which are then listed for their subject; tags come last, before a
 * verification of every digest. A registry may refuse a manifest whose blobs are missing:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests
 */
export function planCopy({ title, copySets, target, accept, isStrict = false }: CopyPlan): PlanDraft {
  const list = createStepList();
  const work = createWork(list, target, isStrict);
  for (const copySet of copySets) addCopySet(work, copySet);
  const brought = work.brought();
  const tags = copySets.flatMap((copySet) => [
    ...copySet.cosignTags,
    ...copySet.tags.map((tag) => ({ tag, digest: copySet.top })),
  ]);
  const manifests = [...new Set([...copySets.flatMap(digestsOf), ...tags.map(({ digest }) => digest)])];
  const blobs = blobsToVerify(copySets, isStrict);
  if (list.steps().length > 0 || isStrict) {
    const counts = [count(manifests, 'manifest'), ...(blobs.length === 0 ? [] : [count(blobs, 'blob')])];
    list.add(
      { verb: 'verify', at: target.at, manifests, blobs, tags },
      {
        target: `${target.at.registry}/${target.at.repository}`,
        detail: `Checks ${counts.join(', ')} and ${count(tags, 'tag')} again by digest.`,
        after: list.steps().map(({ id }) => id),
      },
    );
  }
  const { blockers, accepted } = splitAccepted(copyBlockers(copySets, target, isStrict), accept);
  const root = copySets[0]?.survey.root;
  return {
    title,
    ...(root === undefined ? {} : { root }),
    steps: list.steps(),
    kept: [],
    warnings: [...copyWarnings(copySets, target, isStrict), ...accepted],
    blockers,
    totals: { steps: list.steps().length, ...brought },
  };
}

/** Registries check the blobs of an image, but not of an index; before a deletion no registry is believed. */
function blobsToVerify(copySets: readonly CopySet[], isStrict: boolean): readonly Digest[] {
  const digests = copySets.flatMap(({ manifests }) =>
    manifests
      .filter(({ content }) => !impliesBlobs(content, isStrict))
      .flatMap(({ blobs }) => blobs.map(({ digest }) => digest)),
  );
  return [...new Set(digests)];
}

function count(things: readonly unknown[], name: string): string {
  return `${things.length} ${things.length === 1 ? name : `${name}s`}`;
}

type Work = ReturnType<typeof createWork>;

/** The steps so far; content that several sets share is copied once. */
function createWork(list: StepListBuilder, target: TargetState, isStrict: boolean) {
  const ids = new Map<Digest, string>();
  const counts = { manifests: 0, blobs: 0, bytes: 0 };
  return {
    list,
    target,
    isStrict,
    idsOf: (digests: readonly Digest[]) => digests.flatMap((digest) => ids.get(digest) ?? []),
    isBrought: (digest: Digest) => ids.has(digest) || target.present.has(digest),
    note: (digest: Digest, id: string, what: 'manifests' | 'blobs', bytes: number) => {
      ids.set(digest, id);
      counts[what] += 1;
      counts.bytes += bytes;
    },
    brought: () => counts,
  };
}

function addCopySet(work: Work, copySet: CopySet): void {
  const { list, target } = work;
  for (const manifest of copySet.manifests) addManifest(work, copySet.survey, manifest);
  const { made } = copySet;
  if (made !== undefined && !work.isBrought(made.content.digest)) {
    const id = list.add(
      { verb: 'push-manifest', to: target.at, manifest: made.content, text: made.text },
      {
        target: targetText(target.at, made.content.digest),
        detail: `Pushes a new index of ${made.entries.length} entries.`,
        after: work.idsOf(made.entries),
        bytes: made.content.size,
      },
    );
    work.note(made.content.digest, id, 'manifests', made.content.size);
  }
  const listings = addListings(work, copySet);
  const before = [...work.idsOf(digestsOf(copySet)), ...listings];
  const cosign = copySet.cosignTags.map(({ tag, digest }) => addTag(work, tag, digest, work.idsOf([digest])));
  for (const tag of copySet.tags) addTag(work, tag, copySet.top, [...before, ...cosign.flat()]);
}

function addManifest(work: Work, survey: Survey, manifest: SurveyedManifest): void {
  const { list, target } = work;
  const { content, children, blobs, subject, title } = manifest;
  if (target.present.has(content.digest) && impliesBlobs(content, work.isStrict)) return;
  for (const blob of blobs) if (!work.isBrought(blob.digest)) addBlob(work, survey, blob, content.digest);
  if (work.isBrought(content.digest)) return;
  const from = survey.at;
  const needs = [
    ...blobs.map(({ digest }) => digest),
    ...children.map(({ digest }) => digest),
    ...(subject === undefined ? [] : [subject]),
  ];
  const id = list.add(
    {
      verb: 'copy-manifest',
      from,
      to: target.at,
      manifest: content,
      ...(subject === undefined ? {} : { subject }),
    },
    {
      target: targetText(target.at, content.digest),
      detail: `Pushes the exact bytes of ${title}.`,
      after: work.idsOf(needs),
      bytes: content.size,
      node: content.digest,
    },
  );
  work.note(content.digest, id, 'manifests', content.size);
}

function addBlob(work: Work, { at: from, embedded }: Survey, blob: Descriptor, node: Digest): void {
  const { list, target } = work;
  const { mediaType, digest, size } = blob;
  const brought = { mediaType, digest, size };
  const text = embedded.get(digest);
  const isMounted = text === undefined && from.registry === target.at.registry;
  const id = list.add(
    text === undefined
      ? { verb: 'copy-blob', from, to: target.at, blob: brought }
      : { verb: 'push-blob', to: target.at, source: { kind: 'text', text }, blob: brought },
    {
      target: targetText(target.at, digest),
      detail: isMounted
        ? `Links the blob from ${from.repository}, ${formatBytes(size)}.`
        : `Sends ${formatBytes(size)}.`,
      after: [],
      bytes: size,
      node,
    },
  );
  work.note(digest, id, 'blobs', isMounted ? 0 : size);
}

/** One listing for each subject: a referrers tag is then written once, not once for each referrer. */
function addListings(work: Work, copySet: CopySet): readonly string[] {
  const { list, target } = work;
  const bySubject = new Map<Digest, SurveyedManifest[]>();
  for (const manifest of copySet.manifests) {
    if (manifest.subject === undefined) continue;
    const group = bySubject.get(manifest.subject);
    if (group === undefined) bySubject.set(manifest.subject, [manifest]);
    else group.push(manifest);
  }
  return [...bySubject].map(([subject, referrers]) => {
    const contents = referrers.map(({ content }) => content);
    return list.add(
      { verb: 'list-referrers', at: target.at, subject, referrers: contents },
      {
        target: targetText(target.at, subject),
        detail: `Makes sure that ${contents.length === 1 ? 'its referrer is' : `its ${contents.length} referrers are`} listed by the referrers API or the referrers tag.`,
        after: work.idsOf(contents.map(({ digest }) => digest)),
        node: subject,
      },
    );
  });
}

function addTag(work: Work, tag: string, digest: Digest, after: readonly string[]): readonly string[] {
  const { list, target } = work;
  const was = target.tags.get(tag) ?? null;
  if (was === digest) return [];
  const detail =
    was === null
      ? `Points the new tag at ${formatShortDigest(digest)}.`
      : `Moves the tag from ${formatShortDigest(was)} to ${formatShortDigest(digest)}.`;
  const tagging = { verb: 'tag', at: target.at, tag, digest, was } as const;
  return [list.add(tagging, { target: targetText(target.at, { tag }), detail, after, node: digest })];
}

function digestsOf({ manifests, made }: CopySet): readonly Digest[] {
  const digests = manifests.map(({ content }) => content.digest);
  return made === undefined ? digests : [...digests, made.content.digest];
}
