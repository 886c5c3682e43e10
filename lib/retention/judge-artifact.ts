import type { Digest } from '#lib/oci/digest';
import { retentionLimits } from './limits.ts';
import type { RepositoryFacts, StoredArtifact } from './repository-facts.ts';
import { isReplaceable, splitNewest, timeOf } from './repository-facts.ts';
import type { RetentionRules } from './retention-rules.ts';
import { fitsPattern } from './retention-rules.ts';

/** What the rules say of one artifact by itself, whatever holds it: a rule for tags or the one for stacks chose. */
export type RuleVerdict = {
  readonly fate: 'kept' | 'goes';
  readonly by: 'tags' | 'stack';
  /** One sentence. */
  readonly why: string;
};

const dayMs = 24 * 60 * 60 * 1000;

/** What the rules say of every artifact with a tag, and of every member of a stack; of others they say nothing. */
export function judgeArtifacts(
  facts: RepositoryFacts,
  rules: RetentionRules,
  now: number,
): ReadonlyMap<Digest, RuleVerdict> {
  const tagged = facts.artifacts.filter(({ tags }) => tags.length > 0);
  const judged = new Map<Digest, RuleVerdict>();
  const places = rules.newest.map((rule) => ({ rule, place: newestOf(tagged, rule) }));
  for (const artifact of tagged) {
    const kept = unlessRead(facts) ?? keptTag(artifact, rules, places) ?? keptByAge(artifact, rules, now);
    judged.set(artifact.digest, { by: 'tags', ...(kept ?? goes(whyGone(rules))) });
  }
  for (const [digest, kept] of judgeStacks(facts, rules, now))
    if (!judged.has(digest)) judged.set(digest, { by: 'stack', ...kept });
  return judged;
}

type Verdict = Pick<RuleVerdict, 'fate' | 'why'>;

function keep(why: string): Verdict {
  return { fate: 'kept', why };
}

function goes(why: string): Verdict {
  return { fate: 'goes', why };
}

function unlessRead({ unknownHolders }: RepositoryFacts): Verdict | undefined {
  return unknownHolders === undefined ? undefined : keep(`An unread artifact may need it: ${unknownHolders}`);
}

type NewestRule = RetentionRules['newest'][number];
type Place = 'newest' | 'older' | 'undated';
type Placed = { readonly rule: NewestRule; readonly place: ReadonlyMap<Digest, Place> };

function newestOf(tagged: readonly StoredArtifact[], { count, pattern }: NewestRule) {
  const members = tagged.filter(({ tags }) => tags.some((tag) => fitsPattern(tag, pattern)));
  return placesOf(members, count);
}

function placesOf(members: readonly StoredArtifact[], count: number): ReadonlyMap<Digest, Place> {
  const split = splitNewest(members, count);
  return new Map<Digest, Place>(
    (['newest', 'older', 'undated'] as const).flatMap((place) =>
      split[place].map(({ digest }) => [digest, place] as const),
    ),
  );
}

const undated = 'It has no date.';

function keptTag(
  { digest, tags }: StoredArtifact,
  { newest, youngerDays }: RetentionRules,
  places: readonly Placed[],
): Verdict | undefined {
  if (newest.length === 0)
    return youngerDays === undefined ? keep('No rule selects artifacts by tag.') : undefined;
  const other = tags.filter((tag) => !newest.some(({ pattern }) => fitsPattern(tag, pattern)));
  if (other.length > 0) return keep(`No rule applies to ${namesOf(other)}.`);
  const best = places.find(({ place }) => place.get(digest) === 'newest');
  if (best !== undefined) return keep(`It is ${ofRule(best.rule)}.`);
  return places.some(({ place }) => place.get(digest) === 'undated') ? keep(undated) : undefined;
}

function keptByAge(
  artifact: StoredArtifact,
  { youngerDays, isSignedKept }: RetentionRules,
  now: number,
): Verdict | undefined {
  const time = timeOf(artifact);
  if (youngerDays !== undefined) {
    if (time === undefined) return keep(undated);
    if (now - time < youngerDays * dayMs) return keep(`It is younger than ${days(youngerDays)}.`);
  }
  if (!isSignedKept || artifact.signed === 'none') return undefined;
  return keep(artifact.signed === 'found' ? 'It is signed.' : 'Whether it is signed is unknown.');
}

/** A member goes where it is not among the newest of any of its subjects. */
function judgeStacks(
  facts: RepositoryFacts,
  rules: RetentionRules,
  now: number,
): ReadonlyMap<Digest, Verdict> {
  const { stack } = rules;
  const verdicts = new Map<Digest, Verdict>();
  if (stack === undefined) return verdicts;
  for (const { members } of stacksOf(facts.artifacts)) {
    const places = placesOf(members, stack);
    for (const member of members) {
      const place = places.get(member.digest);
      const verdict =
        unlessRead(facts) ??
        (place === 'newest' ? keep(`It is ${oneOf(stack)} of its kind and tool.`) : undefined) ??
        (place === 'undated' ? keep(undated) : undefined) ??
        keptByAge(member, rules, now) ??
        goes(`It is not ${oneOf(stack)} of its kind and tool.`);
      if (verdicts.get(member.digest)?.fate !== 'kept') verdicts.set(member.digest, verdict);
    }
  }
  return verdicts;
}

/** What is attached to one artifact, of one kind and tool, where a newer one takes the place of an older. */
export type AttachedStack = { readonly subject: Digest; readonly members: readonly StoredArtifact[] };

/** The stacks of a repository; what has a tag of its own is in none. */
export function stacksOf(artifacts: readonly StoredArtifact[]): readonly AttachedStack[] {
  const stacks = new Map<string, { readonly subject: Digest; readonly members: StoredArtifact[] }>();
  for (const artifact of artifacts) {
    const { kind, series, subjects, tags } = artifact;
    if (series === undefined || tags.length > 0 || !isReplaceable(kind)) continue;
    for (const subject of new Set(subjects)) {
      const key = `${subject} ${series}`;
      const stack = stacks.get(key);
      if (stack === undefined) stacks.set(key, { subject, members: [artifact] });
      else stack.members.push(artifact);
    }
  }
  return [...stacks.values()];
}

function whyGone({ newest, youngerDays }: RetentionRules): string {
  const old = youngerDays === undefined ? [] : [`older than ${days(youngerDays)}`];
  const beyond = newest.length === 0 ? [] : [`not ${newest.map(ofRule).join(' or ')}`];
  return `It is ${[...old, ...beyond].join(' and ')}.`;
}

function ofRule({ count, pattern }: NewestRule): string {
  return `${oneOf(count)}${pattern === '*' ? '' : ` of ${pattern}`}`;
}

function oneOf(count: number): string {
  return count === 1 ? 'the newest' : `one of the newest ${count}`;
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

/** `the tag a`, `the tags a, b and 3 more`. */
export function namesOf(tags: readonly string[]): string {
  const shown = tags.slice(0, retentionLimits.namesShownMax);
  const more = tags.length - shown.length;
  return `the ${tags.length === 1 ? 'tag' : 'tags'} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
