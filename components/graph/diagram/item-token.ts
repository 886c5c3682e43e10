import { checkTokens } from '#components/ui/check-shapes.ts';
import { kindToken } from '#components/ui/kind-shapes.ts';
import type { Check } from '#lib/graph/check';
import { checkOf, checkOfAll } from '#lib/graph/check';
import type { Item } from '#lib/graph/picture/picture';
import { nodeOfItem } from '#lib/graph/picture/picture';

// Thousands of items are painted in every frame, and a check looks at all parts and members.
const tokens = new WeakMap<Item, string>();
const checks = new WeakMap<Item, { readonly check: Check | undefined }>();

/** What the check of an item came to, for what is drawn without React; undefined where it is never signed. */
export function itemCheck(item: Item | undefined): Check | undefined {
  if (item === undefined) return undefined;
  const known = checks.get(item);
  if (known !== undefined) return known.check;
  const check = findCheck(item);
  checks.set(item, { check });
  return check;
}

function findCheck(item: Item): Check | undefined {
  if (item.type === 'stack') return checkOfAll(item.members);
  const node = nodeOfItem(item);
  return node === undefined ? undefined : checkOf(node);
}

/** The CSS variable of an item's colour, for what is drawn without React: of its kind or, of a signature, of its check; red where it fails. */
export function itemToken(item: Item | undefined): string {
  if (item === undefined) return 'line-strong';
  const known = tokens.get(item);
  if (known !== undefined) return known;
  const token = findToken(item);
  tokens.set(item, token);
  return token;
}

function findToken(item: Item): string {
  const node = nodeOfItem(item);
  if (node === undefined) return 'line-strong';
  const check = itemCheck(item);
  if (check === undefined) return kindToken(node.kind);
  return check.state === 'failed' || node.kind === 'signature'
    ? checkTokens[check.state]
    : kindToken(node.kind);
}
