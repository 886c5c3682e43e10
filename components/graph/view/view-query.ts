import { wordsKey } from '#components/ui/address-words.ts';
import { formatList, parseList, readableQuery } from '#components/ui/readable-query.ts';
import type { Age, View } from '#lib/graph/picture/view';
import { ages } from '#lib/graph/picture/view';
import { isDigest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';
import { kinds } from '#lib/oci/kind';

/** The part of an address that holds each part of a view. */
const keys = {
  selected: 'selected',
  pile: 'pile',
  expanded: 'open',
  openStacks: 'stack',
  opensAll: 'all',
  focus: 'focus',
  kinds: 'kind',
  artifactTypes: 'type',
  platforms: 'platform',
  annotations: 'annotation',
  signers: 'signer',
  ages: 'age',
  text: 'find',
  hides: 'hide',
  tab: 'tab',
  page: 'view',
  plan: 'plan',
  keep: 'keep',
} as const satisfies Record<keyof View, string>;

/** A view as the address has it; what is no digest, no kind and no age is left out. */
export function readView(search: string): View {
  const query = new URLSearchParams(search);
  const list = (part: keyof View) => readList(query, keys[part]);
  const text = (part: keyof View) => query.get(keys[part]) ?? undefined;
  return {
    selected: list('selected').map(longDigest).find(isDigest),
    pile: text('pile'),
    expanded: list('expanded').map(longDigest).filter(isDigest),
    openStacks: list('openStacks'),
    opensAll: query.has(keys.opensAll),
    focus: list('focus').map(longDigest).find(isDigest),
    kinds: list('kinds').filter(isKind),
    artifactTypes: list('artifactTypes'),
    platforms: list('platforms'),
    annotations: list('annotations'),
    signers: list('signers'),
    ages: list('ages').filter(isAge),
    text: text('text'),
    hides: query.has(keys.hides),
    tab: text('tab'),
    page: text('page') === 'content' ? 'content' : undefined,
    plan: text('plan'),
    keep: text('keep'),
  };
}

/** `next`, with each part that says the same as before being the same: what was made from it need not be made again. */
export function reuseParts(previous: View, next: View): View {
  const parts = viewParts.map((part) => [
    part,
    isSame(previous[part], next[part]) ? previous[part] : next[part],
  ]);
  return viewParts.every((part) => isSame(previous[part], next[part]))
    ? previous
    : { ...next, ...Object.fromEntries(parts) };
}

function isSame(a: View[keyof View], b: View[keyof View]): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** The query with these parts of the view changed; all that is not of the view stays. */
export function writeView(search: string, change: Partial<View>): string {
  const query = new URLSearchParams(search);
  // One thing is selected: a node, or a stack.
  if ('selected' in change && !('pile' in change)) query.delete(keys.pile);
  // What was searched for was searched for in the document that was shown.
  if ('selected' in change || 'pile' in change) query.delete(wordsKey);
  for (const part of viewParts) {
    if (!(part in change)) continue;
    const text = formatPart(change[part]);
    // An empty list is the same view as none, and a shorter address.
    if (text === '') query.delete(keys[part]);
    else query.set(keys[part], text);
  }
  return readableQuery(query);
}

const viewParts = [
  ...['selected', 'pile', 'expanded', 'openStacks', 'opensAll', 'focus'],
  ...['kinds', 'artifactTypes', 'platforms', 'annotations', 'signers', 'ages', 'text', 'hides'],
  ...['tab', 'page', 'plan', 'keep'],
] as const satisfies readonly (keyof View)[];

function formatPart(value: View[keyof View]): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? '1' : '';
  return typeof value === 'string' ? shortDigest(value) : formatList(value.map(shortDigest));
}

function readList(query: URLSearchParams, key: string): readonly string[] {
  return parseList(query.get(key) ?? '');
}

// Almost every digest is a sha256: without its first word the address is shorter and still exact.
function shortDigest(text: string): string {
  return isDigest(text) ? text.replace(/^sha256:/, '') : text;
}

function longDigest(text: string): string {
  return text.includes(':') ? text : `sha256:${text}`;
}

function isAge(text: string): text is Age {
  return ages.some((age) => age === text);
}

function isKind(text: string): text is Kind {
  return kinds.some((kind) => kind === text);
}
