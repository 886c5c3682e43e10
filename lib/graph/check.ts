import type { EvidenceKind } from '#lib/graph/evidence';
import type { GraphNode } from '#lib/graph/model';
import type { Binding } from '#lib/oci/binding';
import { formatShortDigest, isDigest } from '#lib/oci/digest';
import { isDocumentKind, isSigned } from '#lib/oci/kind';

/**
 * What is known of a signature, or of a statement that could be signed. `present`: it is there, and nobody has checked
 * it · `failed`: proven wrong without any key, because it names another digest, is empty or cannot be read.
 */
export type Check = {
  readonly state: 'present' | 'failed';
  /** In a few words: `not checked`, `not signed`, `names another digest`, `1 of 2 names another digest`. */
  readonly text: string;
};

type Failure = Extract<Binding['state'], 'other' | 'unreadable' | 'empty'>;
type Thing = Pick<GraphNode, 'kind' | 'format' | 'envelope' | 'binding' | 'parts'>;

/** One and many of them, as the end of `1 of 2 …`. */
const failures = {
  other: ['names another digest', 'name another digest'],
  unreadable: ['cannot be read', 'cannot be read'],
  empty: ['empty', 'empty'],
} as const satisfies Record<Failure, readonly [one: string, many: string]>;

/** The check of one artifact, or of one of its parts; undefined where such a thing is never signed. */
export function checkOf(thing: Thing): Check | undefined {
  const { failed, count } = failuresOf(thing);
  if (failed.length > 0) return { state: 'failed', text: failureText(failed, count) };
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
  const checks = things.flatMap((thing) => checkOf(thing) ?? []);
  return checks.find(({ text }) => text === 'not checked') ?? checks[0];
}

/** The check of one kind of evidence: of these artifacts, or of their parts of that kind. */
export function checkOfKind(kind: EvidenceKind, nodes: readonly GraphNode[]): Check | undefined {
  return checkOfAll(
    nodes.flatMap((node): readonly Thing[] => {
      const parts = node.kind === kind ? [] : (node.parts ?? []).filter((part) => part.kind === kind);
      return parts.length === 0 ? [node] : parts;
    }),
  );
}

/** What was found without any key, in whole sentences, and what was not. Undefined where such a thing is never signed. */
export function explainCheck(thing: Thing): string | undefined {
  const check = checkOf(thing);
  if (check === undefined) return undefined;
  const { binding } = thing;
  const unproven = check.text === 'not signed' ? 'Nobody signed it.' : 'Its signature is not checked.';
  switch (binding?.state) {
    case 'other':
      return `It names ${namesText(binding)}, but hangs on ${shortName(binding.misses)}.`;
    case 'unreadable':
      return `It cannot be read: ${binding.reason}`;
    case 'empty':
      return `It is empty: ${binding.reason}`;
    case 'matches':
      return `${unproven} It names the digest that it hangs on, which anybody could write.`;
    case 'unknown':
      return `${unproven} ${binding.reason}`;
    default:
      return unproven;
  }
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
  const words = isOneKind ? (failed.length === 1 ? one : many) : 'do not hold';
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
