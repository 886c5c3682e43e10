import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { parseDigestTag, referrersTag } from '#lib/oci/referrers-tag';
import { primaryFirst } from '#lib/text/primary-tag';
import { namesOf, stacksOf } from './judge-artifact.ts';
import type { RepositoryFacts, StoredArtifact, SubjectFact } from './repository-facts.ts';
import { splitNewest, timeOf } from './repository-facts.ts';

/** What a clean-up finds, in the order in which it is shown. */
export const cleanupListNames = [
  'orphan-tags',
  'missing-subjects',
  'superseded',
  'unnamed-signers',
  'untagged',
] as const;
export type CleanupListName = (typeof cleanupListNames)[number];

/** One thing that can go, or may be able to. */
export type CleanupRow = {
  readonly artifact: StoredArtifact;
  /** Tags that go with it; of `orphan-tags` the one that the row is about. */
  readonly tags: readonly string[];
  /** One sentence. */
  readonly why: string;
  /** Why this is not certain: then it is not offered. */
  readonly doubt?: string;
};

export type CleanupList = {
  readonly name: CleanupListName;
  readonly rows: readonly CleanupRow[];
  /** Rows without a doubt. */
  readonly count: number;
  /** Bytes of these; a lower bound where a size is unknown. */
  readonly bytes: number;
};

type Options = {
  /** Artifacts without a tag are listed from this age on. */
  readonly untaggedDays: number;
  /** Milliseconds since 1970. */
  readonly now: number;
};

const dayMs = 24 * 60 * 60 * 1000;

/**
 * What of a repository nobody needs any more, each list with its reasons. What could not be proven is a row with a doubt,
 * and everything is while a tag or an index could not be read.
 */
export function cleanupLists(facts: RepositoryFacts, options: Options): readonly CleanupList[] {
  const context = contextOf(facts, options);
  const rows = {
    'orphan-tags': orphanTags(context),
    'missing-subjects': missingSubjects(context),
    superseded: superseded(context),
    'unnamed-signers': unnamedSigners(context),
    untagged: untagged(context),
  } as const satisfies Record<CleanupListName, readonly CleanupRow[]>;
  return cleanupListNames.map((name) => {
    const all = rows[name].map((row) => inDoubt(row, facts));
    const certain = all.filter(({ doubt }) => doubt === undefined);
    const bytes = bytesOf(certain);
    return { name, rows: all, count: certain.length, bytes };
  });
}

/** Bytes of what goes as a whole: of what another tag keeps, only a tag goes. */
function bytesOf(rows: readonly CleanupRow[]): number {
  const groups = Map.groupBy(rows, ({ artifact }) => artifact.digest);
  return [...groups.values()].reduce((sum, group) => {
    const [first] = group;
    if (first === undefined) return sum;
    const { tags, madeTags, size = 0 } = first.artifact;
    const going = new Set(group.flatMap((row) => row.tags));
    return [...tags, ...madeTags].every((tag) => going.has(tag)) ? sum + size : sum;
  }, 0);
}

type Context = Options & {
  readonly artifacts: readonly StoredArtifact[];
  readonly subjects: ReadonlyMap<Digest, SubjectFact>;
  /** By the tag prefix that is made from a digest. */
  readonly byPrefix: ReadonlyMap<string, SubjectFact>;
  readonly held: ReadonlySet<Digest>;
};

function contextOf({ artifacts, subjects }: RepositoryFacts, options: Options): Context {
  const facts = [
    ...artifacts.map(
      ({ digest, isMissing }) => ({ digest, state: isMissing === true ? 'gone' : 'there' }) as const,
    ),
    ...subjects,
  ];
  return {
    ...options,
    artifacts: artifacts.filter(({ isMissing }) => isMissing !== true),
    subjects: new Map(facts.map((fact) => [fact.digest, fact])),
    byPrefix: new Map(facts.map((fact) => [referrersTag(fact.digest), fact])),
    held: new Set(artifacts.flatMap(({ holds }) => holds)),
  };
}

function inDoubt(row: CleanupRow, { unknownHolders }: RepositoryFacts): CleanupRow {
  if (unknownHolders === undefined || row.doubt !== undefined) return row;
  return { ...row, doubt: `An unread artifact may need it: ${unknownHolders}` };
}

/** Why it is unknown whether the subject is gone; undefined where it is gone, null where it exists. */
function doubtAbout(fact: SubjectFact | undefined): string | undefined | null {
  if (fact?.state === 'there') return null;
  if (fact?.state === 'gone') return undefined;
  return `Whether its subject is in the repository is unknown${fact?.reason === undefined ? '' : `: ${fact.reason}`}`;
}

function orphanTags({ artifacts, byPrefix }: Context): readonly CleanupRow[] {
  return artifacts.flatMap((artifact) =>
    artifact.madeTags.flatMap((tag): readonly CleanupRow[] => {
      const prefix = parseDigestTag(tag)?.prefix ?? tag;
      const doubt = doubtAbout(byPrefix.get(prefix));
      if (doubt === null) return [];
      const others = [...artifact.tags, ...artifact.madeTags].filter((other) => other !== tag);
      const left = others.length === 0 ? '' : ` Only the tag can go while ${namesOf(others)} remains.`;
      const why = `The digest in its name is not in the repository.${left}`;
      return [{ artifact, tags: [tag], why, ...(doubt === undefined ? {} : { doubt }) }];
    }),
  );
}

function missingSubjects({ artifacts, subjects, held }: Context): readonly CleanupRow[] {
  return artifacts.flatMap((artifact): readonly CleanupRow[] => {
    const [first] = artifact.subjects;
    // What is there by a tag made from a digest is listed by that tag.
    if (first === undefined || artifact.madeTags.length > 0 || held.has(artifact.digest)) return [];
    const doubts = artifact.subjects.map((subject) => doubtAbout(subjects.get(subject)));
    if (doubts.includes(null)) return [];
    const doubt = doubts.find((one) => one !== undefined && one !== null);
    const why = `It is attached to ${formatShortDigest(first)}, which is not in the repository.`;
    return [{ artifact, tags: artifact.tags, why, ...(doubt == null ? {} : { doubt }) }];
  });
}

function superseded({ artifacts, held }: Context): readonly CleanupRow[] {
  const names = new Map(artifacts.map(({ digest, tags }) => [digest, primaryFirst(tags)[0]]));
  const rows = new Map<Digest, CleanupRow>();
  const stillNewest = new Set<Digest>();
  for (const { subject, members } of stacksOf(artifacts)) {
    if (members.length < 2) continue;
    const { newest, older, undated } = splitNewest(members, 1);
    for (const { digest } of newest) stillNewest.add(digest);
    const name = names.get(subject) ?? formatShortDigest(subject);
    for (const artifact of older)
      rows.set(artifact.digest, {
        artifact,
        tags: artifact.madeTags,
        why: `A newer one of the same kind and tool is attached to ${name}.`,
      });
    const doubt = 'It has no date.';
    const why = `Others of the same kind and tool are attached to ${name}.`;
    for (const artifact of undated)
      rows.set(artifact.digest, { artifact, tags: artifact.madeTags, why, doubt });
  }
  // One that hangs on two artifacts goes only where it is old on both.
  return [...rows.values()].filter(
    ({ artifact: { digest } }) => !stillNewest.has(digest) && !held.has(digest),
  );
}

function unnamedSigners({ artifacts, held }: Context): readonly CleanupRow[] {
  return artifacts.flatMap((artifact): readonly CleanupRow[] => {
    const { unnamedSigners: signers, digest, tags, madeTags } = artifact;
    if (signers === undefined || held.has(digest) || tags.length > 0) return [];
    const why = `Signed by ${signers.join(', ')}, who is in no policy.`;
    return [{ artifact, tags: madeTags, why }];
  });
}

function untagged({ artifacts, held, untaggedDays, now }: Context): readonly CleanupRow[] {
  return artifacts.flatMap((artifact): readonly CleanupRow[] => {
    const { tags, madeTags, subjects, digest } = artifact;
    if (tags.length + madeTags.length + subjects.length > 0 || held.has(digest)) return [];
    const time = timeOf(artifact);
    if (time !== undefined && now - time < untaggedDays * dayMs) return [];
    const why = 'No tag and no index names it. Orrery found it through an attachment.';
    return [
      {
        artifact,
        tags: [],
        why,
        ...(time === undefined ? { doubt: 'It has no date.' } : {}),
      },
    ];
  });
}
