import type { EvidenceKind } from '#lib/graph/evidence';
import type { GraphNode } from '#lib/graph/model';
import type { Binding } from '#lib/oci/binding';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest, isDigest } from '#lib/oci/digest';
import type { Part } from '#lib/oci/kind';
import { isDocumentKind, isSigned } from '#lib/oci/kind';

/**
 * What is known of a signature, or of a statement that could be signed. `present`: it is there, and nobody has checked
 * it, or nobody signed it · `valid`: a root, a store or a key proves who signed · `matches`: and the policy names the
 * signer · `failed`: proven wrong, also without any key where it names another digest, is empty or cannot be read ·
 * `cannot-check`: something is missing here.
 */
export type Check = {
  readonly state: 'present' | 'valid' | 'matches' | 'failed' | 'cannot-check';
  /** In a few words: `not checked`, `valid`, `matches acme-release`, `names another digest`, `1 of 2 names another digest`. */
  readonly text: string;
};

/** What verification says of one piece of evidence, in words. */
export type Verified = Check & {
  /** The layer in which it is; undefined for the whole manifest. */
  readonly blob?: Digest;
  /** One sentence or two: what is right, or what is wrong and what would help. */
  readonly reason: string;
  /** Who signed, where that is proven. */
  readonly signer?: string;
};

type Failure = Extract<Binding['state'], 'other' | 'unreadable' | 'empty'>;
type Thing = Pick<GraphNode, 'kind' | 'format' | 'envelope' | 'binding' | 'parts'> & {
  /** Set once its verification is known. */
  readonly verified?: readonly Verified[];
};

/** One and many of them, as the end of `1 of 2 …`. */
const failures = {
  other: ['names another digest', 'name another digest'],
  unreadable: ['cannot be read', 'cannot be read'],
  empty: ['empty', 'empty'],
} as const satisfies Record<Failure, readonly [one: string, many: string]>;

/** An artifact that may have been verified. */
export type CheckedNode = GraphNode & Pick<Thing, 'verified'>;

/** The check of one artifact, or of one of its parts; undefined where such a thing is never signed. */
export function checkOf(thing: Thing): Check | undefined {
  const { failed, count } = failuresOf(thing);
  if (failed.length > 0) return { state: 'failed', text: failureText(failed, count) };
  if (thing.verified !== undefined && thing.verified.length > 0) return together(thing.verified);
  const things = [thing, ...(thing.parts ?? [])];
  if (things.some(isSigned)) return { state: 'present', text: presentText(thing) };
  return things.some(({ envelope }) => envelope === 'in-toto')
    ? { state: 'present', text: 'not signed' }
    : undefined;
}

/** What is no document, as a chart, is signed by a part of its own, and says so. */
function presentText({ kind, parts = [] }: Thing): string {
  if (isDocumentKind(kind)) return 'not checked';
  const isPgp = parts.some(({ format }) => format === 'helm-prov');
  return isPgp ? 'signed with PGP, not checked' : 'signed, not checked';
}

/** The check of several artifacts together: `2 of 5 name another digest`. Undefined where none of them is ever signed. */
export function checkOfAll(things: readonly Thing[]): Check | undefined {
  const [only] = things;
  if (only !== undefined && things.length === 1) return checkOf(only);
  const failed = things.flatMap((thing) => failuresOf(thing).failed[0] ?? []);
  if (failed.length > 0) return { state: 'failed', text: failureText(failed, things.length) };
  return together(things.flatMap((thing) => checkOf(thing) ?? []));
}

/** What decides of several: what is wrong first, then the best that is proven. */
const byWeight = ['failed', 'matches', 'valid', 'cannot-check', 'present'] as const;

/** Several checks as one: `matches acme-release`, `2 of 3 valid`, `1 of 2: certificate expired`. Undefined for none. */
function together(checks: readonly Check[]): Check | undefined {
  const state = byWeight.find((one) => checks.some((check) => check.state === one));
  if (state === undefined) return undefined;
  const texts = checks.filter((check) => check.state === state).map(({ text }) => text);
  const first = texts.find((text) => text === 'not checked') ?? texts[0] ?? '';
  if (state === 'present' || texts.length === checks.length)
    return { state, text: texts.every((text) => text === first) || state === 'present' ? first : state };
  const share = `${texts.length} of ${checks.length}`;
  const isOneText = texts.every((text) => text === first);
  if (state === 'failed') return { state, text: isOneText ? `${share}: ${first}` : `${share} failed` };
  return { state, text: `${share} ${isOneText ? first : state}` };
}

/** A part of an artifact with what verification says of it. */
export function partWithCheck(part: Part, of: CheckedNode): Thing {
  const verified = of.verified?.filter(({ blob }) => blob === part.digest) ?? [];
  return verified.length === 0 ? part : { ...part, verified };
}

/** Who signed an artifact, where that is proven; of several the one that the policy names. */
export function signerOf({ verified = [] }: CheckedNode): string | undefined {
  const proven = verified.filter(({ signer }) => signer !== undefined);
  return (proven.find(({ state }) => state === 'matches') ?? proven[0])?.signer;
}

/** The check of one kind of evidence: of these artifacts, or of their parts of that kind. */
export function checkOfKind(kind: EvidenceKind, nodes: readonly CheckedNode[]): Check | undefined {
  return checkOfAll(thingsOfKind(kind, nodes));
}

/**
 * The same as one cell of a list has it, which asks whether there is good evidence: by what is proven good or may still
 * be, and what failed beside it in the text. Whoever may push can hang a broken signature on an artifact, and coverage
 * decides in this order too. Undefined where such a thing is never signed.
 */
export function bestCheckOfKind(kind: EvidenceKind, nodes: readonly CheckedNode[]): Check | undefined {
  const things = thingsOfKind(kind, nodes);
  const checks = things.flatMap((thing) => checkOf(thing) ?? []);
  const failed = checks.filter(({ state }) => state === 'failed').length;
  const hopeful = checks.filter(({ state, text }) => state !== 'failed' && text !== 'not signed');
  const best = failed === 0 ? undefined : together(hopeful);
  if (best === undefined) return checkOfAll(things);
  return { state: best.state, text: `${best.text}, ${failed} of ${checks.length} failed` };
}

function thingsOfKind(kind: EvidenceKind, nodes: readonly CheckedNode[]): readonly Thing[] {
  return nodes.flatMap((node): readonly Thing[] => {
    const parts = node.kind === kind ? [] : (node.parts ?? []).filter((part) => part.kind === kind);
    return parts.length === 0 ? [node] : parts.map((part) => partWithCheck(part, node));
  });
}

/** What was found, in whole sentences, and what was not. Undefined where such a thing is never signed. */
export function explainCheck(thing: Thing): string | undefined {
  const check = checkOf(thing);
  if (check === undefined) return undefined;
  const { binding, verified = [] } = thing;
  // Which digests these are says more than that they differ.
  if (check.state === 'failed' && binding?.state === 'other') return otherDigest(binding);
  const decisive = verified.find(({ state }) => state === check.state);
  if (decisive !== undefined) return decisive.reason;
  const unproven = check.text === 'not signed' ? 'It is not signed.' : 'Its signature is not checked.';
  switch (binding?.state) {
    case 'other':
      return otherDigest(binding);
    case 'unreadable':
      return `It cannot be read: ${binding.reason}`;
    case 'empty':
      return `It is empty: ${binding.reason}`;
    case 'matches':
      return `${unproven} It names the digest it is attached to, which anybody can write.`;
    case 'unknown':
      return `${unproven} ${binding.reason}`;
    default:
      return unproven;
  }
}

function otherDigest(binding: Binding): string {
  return `It names ${namesText(binding)}, but is attached to ${shortName(binding.misses)}.`;
}

/** What fails of a thing, worst first, and of how many: of its parts, or of itself where they do not tell. */
function failuresOf({ binding, parts = [] }: Thing): {
  readonly failed: readonly Failure[];
  readonly count: number;
} {
  const own = failureOf(binding);
  const ofParts = parts.flatMap((part) => failureOf(part.binding) ?? []);
  if (ofParts.length === 0) return { failed: own === undefined ? [] : [own], count: 1 };
  const count = parts.filter((part) => part.binding !== undefined || isSigned(part)).length;
  return { failed: ofParts, count };
}

function failureOf(binding: Binding | undefined): Failure | undefined {
  const state = binding?.state;
  return state === 'other' || state === 'unreadable' || state === 'empty' ? state : undefined;
}

function failureText(failed: readonly Failure[], count: number): string {
  const [first = 'other'] = failed;
  const [one, many] = failures[first];
  if (count === 1) return one;
  const isOneKind = failed.every((failure) => failure === first);
  const words = isOneKind ? (failed.length === 1 ? one : many) : 'failed';
  return failed.length === count && isOneKind
    ? `all ${count} ${words}`
    : `${failed.length} of ${count} ${words}`;
}

const namesShown = 3;

function namesText({ names = [], more = 0 }: Binding): string {
  const shown = names.slice(0, namesShown).map(shortName);
  const left = names.length - shown.length + more;
  return left === 0 ? new Intl.ListFormat('en').format(shown) : `${shown.join(', ')} and ${left} more`;
}

function shortName(name: string | undefined): string {
  if (name === undefined) return 'another';
  return isDigest(name) ? formatShortDigest(name) : name.slice(0, name.indexOf(':') + 9);
}
