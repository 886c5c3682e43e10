import type { Binding } from '#lib/oci/binding';
import { cleanText } from '#lib/text/untrusted-text';
import { listedPlatforms } from './listed-platforms.ts';
import type { GraphNode, NodeState } from './model.ts';

/**
 * Two observations of one node as one. Neither who made them nor their order matters: associative, commutative, idempotent.
 * What is better known is never lost: the reading of the manifest stays whole, a document that was read beats a type that
 * is declared, tags add up, and so do platforms, which only an index tells. Gives `a` itself when `b` adds nothing, and `b` when nothing was known.
 */
export function mergeNode(a: GraphNode | undefined, b: GraphNode): GraphNode {
  if (a === undefined || a === b) return b;
  const read = compareReadings(a, b) >= 0 ? a : b;
  const found = compareStates(a, b) >= 0 ? a : b;
  const tags = mergeTags(a.tags, b.tags);
  const platforms = mergePlatforms(a, b);
  const platform = platforms.at(-1);
  const repository = greater(a.repository, b.repository);
  const title = titleOnPlatform(read, platforms);
  const isSame =
    read === a &&
    title === a.title &&
    tags === a.tags &&
    platforms.length === listedPlatforms(a).length &&
    repository === a.repository &&
    found.state === a.state &&
    found.reason === a.reason;
  if (isSame) return a;
  const { reason: _, platform: __, platforms: ___, repository: ____, ...reading } = read;
  return {
    ...reading,
    title,
    ...(platform === undefined ? {} : { platform }),
    ...(platforms.length > 1 ? { platforms } : {}),
    tags,
    ...(repository === undefined ? {} : { repository }),
    state: found.state,
    ...(found.reason === undefined ? {} : { reason: found.reason }),
  };
}

const stateRanks = {
  listed: 0,
  unreadable: 1,
  missing: 2,
  loaded: 3,
} as const satisfies Record<NodeState, number>;

function compareStates(a: GraphNode, b: GraphNode): number {
  return stateRanks[a.state] - stateRanks[b.state] || compareText(a.reason ?? '', b.reason ?? '');
}

const bindingRanks = {
  unknown: 1,
  matches: 2,
  empty: 3,
  unreadable: 4,
  other: 5,
} as const satisfies Record<Binding['state'], number>;

/**
 * Which node says better what the artifact is. Everything that its manifest and documents tell is taken from one of both:
 * the title of one beside the kind of the other would be true of neither. Equal ranks are told apart by their text, so
 * that the order in which they came makes no difference.
 */
function compareReadings(a: GraphNode, b: GraphNode): number {
  return (
    rankOf(a) - rankOf(b) ||
    bindingRank(a) - bindingRank(b) ||
    Number(a.basis !== undefined) - Number(b.basis !== undefined) ||
    compareText(textOf(a), textOf(b)) ||
    compareText(a.title, b.title)
  );
}

function rankOf({ state, confidence, binding, parts, mediaType, artifactType }: GraphNode): number {
  if (state !== 'loaded') return mediaType === '' ? 0 : artifactType === undefined ? 1 : 2;
  const hasDetails = binding !== undefined || parts !== undefined;
  return (confidence === 'content' ? 5 : 3) + (hasDetails ? 1 : 0);
}

function bindingRank({ binding }: GraphNode): number {
  return binding === undefined ? 0 : bindingRanks[binding.state];
}

// Everything that is taken from one of both. The title without its platform: merging may add one to it.
function textOf(node: GraphNode): string {
  const {
    tags: _,
    platform: __,
    repository: ___,
    state: ____,
    reason: _____,
    title: ______,
    platforms: _______,
    ...reading
  } = node;
  const entries = Object.entries(reading).sort(([one], [other]) => compareText(one, other));
  return JSON.stringify([entries, plainTitle(node)]);
}

/** What images and indexes are called without a platform; more words may follow: `Image · eStargz`. */
const plainNames: { readonly [K in GraphNode['kind']]?: string } = { image: 'Image', index: 'Index' };

function plainTitle(node: GraphNode): string {
  const { kind, title } = node;
  const plain = plainNames[kind];
  if (plain === undefined) return title;
  if (title === 'Index of indexes') return plain;
  const name = nameOfPlatforms(listedPlatforms(node));
  return name !== '' && isNamed(title, name) ? plain + title.slice(name.length) : title;
}

/** An entry of an index is called by its platforms: `linux/arm64 · eStargz`. */
function titleOnPlatform(node: GraphNode, platforms: readonly string[]): string {
  const plain = plainNames[node.kind];
  if (plain === undefined || platforms.length === 0) return node.title;
  const title = plainTitle(node);
  return isNamed(title, plain) ? nameOfPlatforms(platforms) + title.slice(plain.length) : node.title;
}

function nameOfPlatforms(platforms: readonly string[]): string {
  return cleanText(platforms.join(', '));
}

function mergePlatforms(a: GraphNode, b: GraphNode): readonly string[] {
  return [...new Set([...listedPlatforms(a), ...listedPlatforms(b)])].sort(compareText);
}

function isNamed(title: string, name: string): boolean {
  return title === name || title.startsWith(`${name} · `);
}

function mergeTags(a: readonly string[], b: readonly string[]): readonly string[] {
  if (b.length === 0 && a.length < 2) return a;
  const tags = [...new Set([...a, ...b])].sort(compareText);
  return tags.length === a.length && tags.every((tag, at) => tag === a[at]) ? a : tags;
}

function greater(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareText(a, b) >= 0 ? a : b;
}

// By code units: the same everywhere, whatever the language of the browser.
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
