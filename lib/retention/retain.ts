import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { primaryFirst } from '#lib/text/primary-tag';
import type { RuleVerdict } from './judge-artifact.ts';
import { judgeArtifacts } from './judge-artifact.ts';
import type { RepositoryFacts, StoredArtifact } from './repository-facts.ts';
import type { RetentionRules } from './retention-rules.ts';

/** What rules come to for one artifact. */
export type Decision = {
  readonly artifact: StoredArtifact;
  /** `goes`: the rules choose it · `with`: it goes with what it belongs to. */
  readonly fate: 'kept' | 'goes' | 'with';
  /** One sentence. */
  readonly why: string;
};

/** What rules come to for a repository. */
export type Retention = {
  /** Of what has a tag, of every member of a stack that a rule counts, and of what goes along, in the order of the facts. */
  readonly decisions: readonly Decision[];
  readonly kept: number;
  /** What the rules choose, and what goes along. */
  readonly goes: number;
  /** Bytes of what goes, those that something else shares counted too. */
  readonly bytes: number;
};

/**
 * What the rules keep and what goes. Kept is also what an index that is kept holds, what is attached to something that is
 * kept unless the rule for stacks chooses it, and what does not say how old it is where that decides; and everything
 * while a tag or an index could not be read. The same facts in any order give the same.
 */
export function retain(facts: RepositoryFacts, rules: RetentionRules, now: number): Retention {
  const judged = judgeArtifacts(facts, rules, now);
  const parts = partsOf(facts.artifacts);
  const doomed = doomedBy(judged, parts);
  const names = new Map(facts.artifacts.map(({ digest, tags }) => [digest, primaryFirst(tags)[0]]));
  const nameOf = (digest: Digest) => names.get(digest) ?? formatShortDigest(digest);
  const staying = new Map<Digest, string | undefined>();
  for (const { digest } of facts.artifacts) {
    const judgement = judged.get(digest);
    if (!doomed.has(digest) || judgement?.fate === 'kept') staying.set(digest, judgement?.why);
  }
  // What belongs to something that stays, stays too: the map grows while it is iterated.
  for (const [digest] of staying) {
    for (const held of parts.held.get(digest) ?? [])
      if (!staying.has(held)) staying.set(held, `${nameOf(digest)}, which stays, contains it.`);
    for (const attached of parts.attached.get(digest) ?? []) {
      const judgement = judged.get(attached);
      const isChosen = judgement?.by === 'stack' && judgement.fate === 'goes';
      if (!isChosen && !staying.has(attached))
        staying.set(attached, `It is attached to ${nameOf(digest)}, which stays.`);
    }
  }
  return summaryOf(facts, judged, staying);
}

/** What belongs to what: the entries of indexes, and what is attached. */
type Parts = {
  readonly held: ReadonlyMap<Digest, readonly Digest[]>;
  readonly attached: ReadonlyMap<Digest, readonly Digest[]>;
};

function partsOf(artifacts: readonly StoredArtifact[]): Parts {
  const attached = new Map<Digest, Digest[]>();
  for (const { digest, subjects } of artifacts) {
    for (const subject of subjects) {
      const known = attached.get(subject);
      if (known === undefined) attached.set(subject, [digest]);
      else known.push(digest);
    }
  }
  return { held: new Map(artifacts.map(({ digest, holds }) => [digest, holds])), attached };
}

/** What the rules choose, and all that belongs to it. */
function doomedBy(judged: ReadonlyMap<Digest, RuleVerdict>, { held, attached }: Parts): ReadonlySet<Digest> {
  const doomed = new Set([...judged].flatMap(([digest, { fate }]) => (fate === 'goes' ? [digest] : [])));
  for (const digest of doomed) {
    for (const part of held.get(digest) ?? []) doomed.add(part);
    for (const part of attached.get(digest) ?? []) doomed.add(part);
  }
  return doomed;
}

function summaryOf(
  { artifacts }: RepositoryFacts,
  judged: ReadonlyMap<Digest, RuleVerdict>,
  staying: ReadonlyMap<Digest, string | undefined>,
): Retention {
  const decisions = artifacts.flatMap((artifact): readonly Decision[] => {
    const { digest, tags } = artifact;
    const judgement = judged.get(digest);
    if (staying.has(digest)) {
      if (judgement === undefined && tags.length === 0) return [];
      return [{ artifact, fate: 'kept', why: staying.get(digest) ?? judgement?.why ?? '' }];
    }
    return judgement?.fate === 'goes'
      ? [{ artifact, fate: 'goes', why: judgement.why }]
      : [{ artifact, fate: 'with', why: 'It is deleted with the artifact it belongs to.' }];
  });
  const going = decisions.filter(({ fate }) => fate !== 'kept');
  return {
    decisions,
    kept: decisions.length - going.length,
    goes: going.length,
    bytes: going.reduce((sum, { artifact }) => sum + (artifact.size ?? 0), 0),
  };
}
