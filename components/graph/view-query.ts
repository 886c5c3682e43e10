import type { View } from '#lib/graph/view';
import { isDigest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';
import { kinds } from '#lib/oci/kind';

/** The part of an address that holds each part of a view. */
const keys = {
  selected: 'selected',
  expanded: 'open',
  openStacks: 'stack',
  kinds: 'kind',
  artifactTypes: 'type',
  text: 'find',
  tab: 'tab',
  plan: 'plan',
} as const satisfies Record<keyof View, string>;

/** One part of a view as the address has it; what is no digest or no kind is left out. */
export const readView = {
  selected: (query: URLSearchParams) => readList(query, keys.selected).map(longDigest).find(isDigest),
  expanded: (query: URLSearchParams) => readList(query, keys.expanded).map(longDigest).filter(isDigest),
  openStacks: (query: URLSearchParams) => readList(query, keys.openStacks),
  kinds: (query: URLSearchParams) => readList(query, keys.kinds).filter(isKind),
  artifactTypes: (query: URLSearchParams) => readList(query, keys.artifactTypes),
  text: (query: URLSearchParams) => query.get(keys.text) ?? undefined,
  tab: (query: URLSearchParams) => query.get(keys.tab) ?? undefined,
  plan: (query: URLSearchParams) => query.get(keys.plan) ?? undefined,
} as const satisfies { [Part in keyof View]: (query: URLSearchParams) => View[Part] };

/** The query with these parts of the view changed; all that is not of the view stays. */
export function writeView(search: string, change: Partial<View>): string {
  const query = new URLSearchParams(search);
  for (const part of viewParts) {
    if (!(part in change)) continue;
    const value = change[part] ?? '';
    const text =
      typeof value === 'string' ? shortDigest(value) : value.map(shortDigest).map(escapeComma).join();
    // An empty list is the same view as none, and a shorter address.
    if (text === '') query.delete(keys[part]);
    else query.set(keys[part], text);
  }
  // These may stand in a query as they are, and are easier to read.
  return `${query}`.replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':');
}

const viewParts = [
  'selected',
  'expanded',
  'openStacks',
  'kinds',
  'artifactTypes',
  'text',
  'tab',
  'plan',
] as const;

function readList(query: URLSearchParams, key: string): readonly string[] {
  const text = query.get(key) ?? '';
  return text === '' ? [] : text.split(',').map((item) => item.replaceAll('%2C', ','));
}

function escapeComma(text: string): string {
  return text.replaceAll(',', '%2C');
}

// Almost every digest is a sha256: without its first word the address is shorter and still exact.
function shortDigest(text: string): string {
  return isDigest(text) ? text.replace(/^sha256:/, '') : text;
}

function longDigest(text: string): string {
  return text.includes(':') ? text : `sha256:${text}`;
}

function isKind(text: string): text is Kind {
  return kinds.some((kind) => kind === text);
}
