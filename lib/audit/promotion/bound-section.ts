import type { EvidenceCell } from '#lib/audit/audit';
import { allOf } from '#lib/audit/judge-row';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { Verdict } from '#lib/graph/verification/verification';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest, isDigest } from '#lib/oci/digest';
import { cleanText } from '#lib/text/untrusted-text';
import type { PromotionSection, SectionEvidence } from './promotion.ts';

/** A document about the candidate, and which digests it says that it is about. */
export type BoundPiece = {
  /** The manifest that carries it. */
  readonly digest: Digest;
  readonly kind: 'sbom' | 'provenance';
  /** What it hangs on. */
  readonly about: Digest;
  readonly title: string;
  /** The digests that its statement names; undefined for a document without a statement. */
  readonly names?: readonly string[];
  /** The digests in what a document says that it describes. */
  readonly describes: readonly string[];
  /** Why it could not be read: a sentence. */
  readonly problem?: string;
  /** Set where its signature is proven wrong: a sentence. */
  readonly broken?: string;
  /** Whether the accepted release carries the same bytes. */
  readonly isShared: boolean;
};

/** What digests are called here: those of the candidate, of the accepted release, and of other images beside it. */
export type KnownDigests = {
  readonly candidate: ReadonlyMap<string, string>;
  readonly accepted: ReadonlyMap<string, string>;
  /** Digests that the repository of the candidate holds, and that are neither. */
  readonly siblings: ReadonlySet<string>;
};

/** What one kind of document comes to. */
export type BoundQuestion = {
  readonly kind: BoundPiece['kind'];
  readonly pieces: readonly BoundPiece[];
  readonly known: KnownDigests;
  readonly root: Digest;
  /** Of an index: its images by name; empty for anything else. */
  readonly platforms: readonly { readonly name: string; readonly digest: Digest }[];
  /** What the audit knows of this kind, whole and by place. */
  readonly cells: { readonly whole: EvidenceCell; readonly byPlace: ReadonlyMap<Digest, EvidenceCell> };
  /** Whether it has to be there. */
  readonly isExpected: boolean;
};

const nouns = { sbom: 'SBOM', provenance: 'provenance' } as const;
const articles = { sbom: 'an SBOM', provenance: 'provenance' } as const;

/**
 * Whether there is a document of this kind that is about this very digest, or one about each of its platforms: one that
 * names a sibling, the release before, or another platform than the one it hangs on does not count.
 */
export function judgeBound(question: BoundQuestion): PromotionSection {
  const { kind, pieces, known, root, platforms, cells, isExpected } = question;
  const evidence = pieces.map((piece) => judgePiece(piece, known));
  const own = judgePlace(question, evidence, root);
  const each = platforms.map(({ digest }) => judgePlace(question, evidence, digest));
  const verdict = own === 'pass' || each.length === 0 ? own : bestOf(own, allOf(each));
  const name = kind;
  if (pieces.length === 0 && verdict === 'fail' && !isExpected)
    return {
      name,
      verdict: 'pass',
      sentences: [`There is no ${nouns[kind]}. None is required.`],
      evidence,
    };
  const lacking = platforms.filter((_, at) => each[at] !== 'pass').map((one) => one.name);
  const sentences = [
    ...(verdict === 'pass' ? [goodSentence(kind, own === 'pass', platforms.length)] : []),
    ...(verdict === 'fail' ? [badSentence(kind, pieces.length, lacking, platforms.length)] : []),
    ...(verdict === 'unknown' ? [openSentence(kind, cells.whole)] : []),
    ...new Set(evidence.filter((one) => one.verdict !== 'pass').map(({ says }) => says)),
  ];
  return { name, verdict, sentences, evidence };
}

/** Whether one document is about what it hangs on. */
export function judgePiece(piece: BoundPiece, known: KnownDigests): SectionEvidence {
  const { kind, digest, about, title, problem, broken } = piece;
  const say = (verdict: Verdict, text: string): SectionEvidence => ({
    digest,
    about,
    verdict,
    says: `The ${nouns[kind]} ${formatShortDigest(digest)} (${cleanText(title)}) ${text}`,
  });
  if (broken !== undefined) return say('fail', `does not hold: ${broken}`);
  if (problem !== undefined) return say('unknown', `could not be read: ${problem}`);
  if (piece.names !== undefined) return judgeStatement(piece, piece.names, known, say);
  const own = piece.describes.filter((name) => known.candidate.has(name));
  const foreign = piece.describes.filter((name) => !known.candidate.has(name));
  if (own.some((name) => name === about || isWithin(name, about, known)))
    return say('pass', 'describes this digest and is attached to it.');
  const [first] = own.length > 0 ? own : foreign;
  if (first !== undefined) return judgeDescribed(first, about, known, say);
  if (piece.isShared)
    return say(
      'unknown',
      'names no digest and equals the SBOM of the accepted release byte for byte. It may describe another artifact.',
    );
  return say('pass', 'is attached to this digest, but names none.');
}

type Say = (verdict: Verdict, text: string) => SectionEvidence;

function judgeStatement(
  { about }: BoundPiece,
  names: readonly string[],
  known: KnownDigests,
  say: Say,
): SectionEvidence {
  if (names.includes(about)) return say('pass', 'names this digest and is attached to it.');
  const comparable = names.filter((name) => name.startsWith(`${about.slice(0, about.indexOf(':'))}:`));
  const [first] = comparable;
  if (first === undefined) return say('unknown', 'names no digest that Orrery can compare.');
  const named = comparable.find((name) => isKnown(name, known)) ?? first;
  const more = comparable.length > 1 ? ` and ${comparable.length - 1} more` : '';
  return say(
    'fail',
    `names ${callDigest(named, known)}${more}, but is attached to ${callDigest(about, known)}.`,
  );
}

/** What a plain document describes is a hint of its tool, which may have seen a digest that no registry knows. */
function judgeDescribed(name: string, about: Digest, known: KnownDigests, say: Say): SectionEvidence {
  const text = `describes ${callDigest(name, known)}, but is attached to ${callDigest(about, known)}.`;
  return say(isKnown(name, known) ? 'fail' : 'unknown', text);
}

// A scanner writes the digest of the config, or of the index that it was given, for an image.
function isWithin(name: string, about: Digest, { candidate }: KnownDigests): boolean {
  const [called, place] = [candidate.get(name), candidate.get(about)];
  return called !== undefined && place !== undefined && (called === place || called === 'the candidate');
}

function isKnown(name: string, { candidate, accepted, siblings }: KnownDigests): boolean {
  return candidate.has(name) || accepted.has(name) || siblings.has(name);
}

function callDigest(name: string, { candidate, accepted, siblings }: KnownDigests): string {
  const short = isDigest(name) ? formatShortDigest(name) : cleanText(name);
  const own = candidate.get(name);
  if (own !== undefined) return `${own} (${short})`;
  const before = accepted.get(name);
  if (before !== undefined) return `${before} (${short})`;
  return siblings.has(name) ? `another artifact of this repository (${short})` : short;
}

function judgePlace(
  { cells, platforms }: BoundQuestion,
  evidence: readonly SectionEvidence[],
  place: Digest,
): Verdict {
  const here = evidence.filter(({ about }) => about === place);
  if (here.some(({ verdict }) => verdict === 'pass')) return 'pass';
  if (here.some(({ verdict }) => verdict === 'unknown')) return 'unknown';
  const cell = platforms.length === 0 ? cells.whole : (cells.byPlace.get(place) ?? cells.whole);
  const isUnread = cell.digests.some((digest) => !here.some((piece) => piece.digest === digest));
  const isOpen = cell.state === 'unknown' || cell.doubt !== undefined || isUnread;
  return isOpen ? 'unknown' : 'fail';
}

function bestOf(one: Verdict, other: Verdict): Verdict {
  if (one === 'pass' || other === 'pass') return 'pass';
  return one === 'unknown' || other === 'unknown' ? 'unknown' : 'fail';
}

function goodSentence(kind: BoundPiece['kind'], isOwn: boolean, platforms: number): string {
  const where = isOwn || platforms === 0 ? 'this digest' : 'each of its platforms';
  return `There is ${articles[kind]} for ${where}.`;
}

function badSentence(
  kind: BoundPiece['kind'],
  count: number,
  lacking: readonly string[],
  platforms: number,
): string {
  if (count === 0) return `There is no ${nouns[kind]}.`;
  const isPart = lacking.length > 0 && lacking.length < platforms;
  const where = isPart ? new Intl.ListFormat('en').format(lacking) : 'this digest';
  return `There is no ${nouns[kind]} for ${where}.`;
}

function openSentence(kind: BoundPiece['kind'], { reason, doubt }: EvidenceCell): string {
  const why = doubt ?? reason;
  const end = why === undefined ? '.' : `: ${why.replace(/\.$/, '')}.`;
  return `Whether ${articles[kind]} belongs to this digest is unknown${end}`;
}

/** Why the signature of a document does not hold; undefined where that is not proven. */
export function brokenSentence(
  checks: readonly EvidenceCheck[],
  digest: Digest,
  blob: Digest | undefined,
): string | undefined {
  const own = checks.filter(
    (check) =>
      check.digest === digest &&
      check.through !== 'referrer' &&
      (check.blob === undefined || blob === undefined || check.blob === blob),
  );
  // What it names is told by the statement itself, and better.
  const failed = own.find(({ state, code }) => state === 'failed' && code !== 'other-digest');
  return own.some(({ state }) => state !== 'failed') ? undefined : failed?.reason;
}
