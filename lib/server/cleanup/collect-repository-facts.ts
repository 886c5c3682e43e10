import { mapConcurrent } from '#lib/async/map-concurrent';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest, isDigest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { readSnapshot } from '#lib/repository/read-snapshot';
import type { RepositoryReader } from '#lib/repository/repository-reader';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import { readTagList } from '#lib/repository/tag-list';
import type { RepositoryFacts, StoredArtifact, SubjectFact } from '#lib/retention/repository-facts';
import { placeOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import { findSubjects, listedReferrers, readNames } from './find-subjects.ts';
import type { KnownArtifacts } from './known-artifacts.ts';
import { createKnownArtifacts, isMadeOfAnother } from './known-artifacts.ts';
import { cleanupLimits } from './limits.ts';
import type { Looking } from './look-around.ts';
import { lookAround, unread } from './look-around.ts';

/** What is looked at, for whom, and who hears of it. */
export type Collecting = {
  readonly session: Session;
  readonly at: Repository;
  readonly policy: Looking['policy'];
  readonly signal: AbortSignal;
  /** Told each artifact when it is known, again when more is. */
  readonly artifact: (artifact: StoredArtifact) => void;
  readonly progress: (done: number, known: number) => void;
  /** Told, in a sentence, of all that is left out. */
  readonly limit: (reason: string) => void;
};

/**
 * What is known of a repository: its tags, what each points to, what belongs to that, and whether the subjects that
 * anything names are there. What fails behind the list of tags is said, and the rest continues.
 *
 * @throws RegistryError or OciError when no tag can be listed
 */
export async function collectRepositoryFacts(collecting: Collecting): Promise<RepositoryFacts> {
  const { session, at, policy, signal, limit } = collecting;
  const { client } = placeOf(session, at);
  const reader = createRepositoryReader(client, at.repository, signal);
  const { listPagesMax, tagsMax: listedTagsMax, indexesMax } = cleanupLimits;
  const list = await readTagList(reader, { listPagesMax, listedTagsMax });
  signal.throwIfAborted();
  if (list.incomplete !== undefined && list.names.length === 0) throw list.incomplete;
  const indexes = new Map<Digest, readonly Digest[]>();
  const onIndex = ({ digest, manifest }: FetchedManifest) => {
    if (manifest.shape === 'index')
      indexes.set(
        digest,
        manifest.manifests.map((entry) => entry.digest),
      );
  };
  const { targets, unknowns } = await readSnapshot(reader, { list, about: new Set(), indexesMax, onIndex });
  for (const { reason } of unknowns) limit(`Not every tag and every index was read: ${reason}`);
  const walking: Walking = {
    ...collecting,
    reader,
    looking: { session, at, list, policy, signal },
    known: createKnownArtifacts(targets, indexes),
    walked: new Set(),
    counts: { done: 0, known: 0 },
    unread: [],
  };
  const named = [...targets].map(([tag, { digest }]) => ({ digest, name: tag }));
  const isOrdinary = ({ digest, name }: NamedDigest) => !isMadeOfAnother(name, digest);
  await walkEach(walking, named.filter(isOrdinary));
  // What hangs on something that is there was met on the way.
  const { known } = walking;
  await walkEach(
    walking,
    named.filter((one) => !isOrdinary(one) && known.get(one.digest) === undefined),
  );
  const within = [...indexes.keys()].filter((digest) => known.get(digest) === undefined);
  known.add(within.map(unread));
  const subjects = await addSubjects(walking);
  const [reason] = [...unknowns.map((unknown) => unknown.reason), ...walking.unread];
  return { artifacts: known.all(), subjects, ...(reason === undefined ? {} : { unknownHolders: reason }) };
}

type NamedDigest = { readonly digest: Digest; readonly name: string };

type Walking = Collecting & {
  readonly reader: RepositoryReader;
  readonly looking: Looking;
  readonly known: KnownArtifacts;
  readonly walked: Set<Digest>;
  readonly counts: { done: number; known: number };
  /** Why something with a tag could not be read: it may hold anything. */
  readonly unread: string[];
};

/** Looks at each of these once. */
async function walkEach(walking: Walking, named: readonly NamedDigest[]): Promise<void> {
  const { known, counts, looking, limit, walked } = walking;
  const once = named.filter(({ digest }) => {
    const isNew = !walked.has(digest);
    walked.add(digest);
    return isNew;
  });
  counts.known += once.length;
  walking.progress(counts.done, counts.known);
  await mapConcurrent(once, cleanupLimits.artifactsAtOnce, async ({ digest, name }) => {
    const { found, gaps, unread: reason } = await lookAround(looking, digest, name);
    if (reason !== undefined) walking.unread.push(reason);
    for (const gap of gaps) limit(gap);
    for (const artifact of known.add(found)) walking.artifact(artifact);
    counts.done += 1;
    walking.progress(counts.done, counts.known);
  });
}

/** What anything is attached to: by the digest in a tag, or by the word of its manifest. */
async function addSubjects(walking: Walking): Promise<readonly SubjectFact[]> {
  const { known, reader } = walking;
  await mapConcurrent(known.all(), cleanupLimits.digestsAtOnce, (artifact) => addNamed(walking, artifact));
  const wanted = () =>
    new Set(
      known.all().flatMap(({ subjects }) => subjects.filter((digest) => known.get(digest) === undefined)),
    );
  const facts = new Map((await findSubjects(reader, wanted())).map((fact) => [fact.digest, fact]));
  const there = [...facts.values()].filter(({ state }) => state === 'there');
  await walkEach(
    walking,
    there.map(({ digest }) => ({ digest, name: formatShortDigest(digest) })),
  );
  const gone = [...facts.values()].filter(({ state }) => state === 'gone');
  await mapConcurrent(gone, cleanupLimits.digestsAtOnce, async ({ digest }) => {
    const listed = await listedReferrers(reader, digest);
    await walkEach(
      walking,
      listed.map((referrer) => ({ digest: referrer, name: formatShortDigest(referrer) })),
    );
    for (const referrer of listed) attach(walking, referrer, digest);
  });
  return [...facts.values()];
}

async function addNamed(walking: Walking, { digest, tags, madeTags }: StoredArtifact): Promise<void> {
  if (tags.length + madeTags.length === 0) return;
  for (const tag of madeTags) {
    const subject = digestIn(tag);
    if (subject !== undefined) attach(walking, digest, subject);
  }
  const { subject, entries } = await readNames(walking.reader, digest);
  if (subject !== undefined) attach(walking, digest, subject);
  if (!madeTags.some((tag) => parseDigestTag(tag)?.purpose === 'referrers')) return;
  await mapConcurrent(entries, 1, async (entry) => {
    const of = (await readNames(walking.reader, entry)).subject;
    if (of === undefined || walking.known.get(of) !== undefined) return;
    await walkEach(walking, [{ digest: entry, name: formatShortDigest(entry) }]);
    attach(walking, entry, of);
  });
}

function attach({ known, artifact }: Walking, digest: Digest, subject: Digest): void {
  const found = known.get(digest);
  if (found === undefined || found.isMissing === true || found.subjects.includes(subject)) return;
  for (const one of known.add([{ ...found, subjects: [...found.subjects, subject] }])) artifact(one);
}

/** The digest that a tag is made from; undefined where the tag holds only a part of it. */
function digestIn(tag: string): Digest | undefined {
  const prefix = parseDigestTag(tag)?.prefix.replace('-', ':') ?? '';
  return isDigest(prefix) ? prefix : undefined;
}
