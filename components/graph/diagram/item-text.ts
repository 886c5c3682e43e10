import type { Check } from '#lib/graph/check';
import { checkOf, checkOfAll, signerOf } from '#lib/graph/check';
import type { GraphNode } from '#lib/graph/model';
import type { Item, StackItem } from '#lib/graph/picture/picture';
import { hasTrend } from '#lib/graph/picture/picture';
import { countsOf, countsText } from '#lib/graph/trend';
import { formatShortDigest } from '#lib/oci/digest';
import { formatAge, formatBytes } from '#lib/text/format';
import { stackTitle } from './stack-title.ts';

/** What stands on an item: a name, a line below it, and for the root its digest. */
export type ItemText = {
  readonly title: string;
  readonly detail: string;
  readonly digest?: string;
  /** Of a stack of reports, whose detail tells the newest counts: how old those are. */
  readonly age?: string;
  /** Of signatures and statements: the detail begins with its words. */
  readonly check?: Check;
  /** Who signed, where that is proven. */
  readonly signer?: string;
};

const lanes = {
  root: 'in the middle',
  belongs: 'belongs to',
  attached: 'attached',
  contains: 'contained',
  members: 'of the stack',
} as const satisfies Record<Item['lane'], string>;

/** `reference` names the root; `now` is the time that ages are counted to. */
export function itemText(item: Item, reference: string, now: number): ItemText {
  switch (item.type) {
    case 'tags':
      return { title: tagsText(item.tags), detail: '' };
    case 'stack':
      return stackText(item, now);
    case 'node': {
      const check = item.node.state === 'missing' ? undefined : checkOf(item.node);
      const signer = item.node.kind === 'signature' ? signerOf(item.node) : undefined;
      const checked = {
        ...(check === undefined ? {} : { check }),
        ...(signer === undefined ? {} : { signer }),
      };
      if (item.lane !== 'root') {
        const detail = detailOf(item.node, check, { now, isMember: item.lane === 'members' });
        return { title: signer === undefined ? item.node.title : `Signed by ${signer}`, detail, ...checked };
      }
      return {
        title: nameOf(reference),
        detail: joined(check?.text, rootDetail(item.node)),
        digest: formatShortDigest(item.node.digest),
        ...checked,
      };
    }
    default:
      return item satisfies never;
  }
}

function stackText({ members, period }: StackItem, now: number): ItemText {
  const latest = members[0];
  const age = latest?.created === undefined ? undefined : formatAge(latest.created, now);
  const told = age === undefined ? 'all of one kind' : `newest ${age}`;
  const check = checkOfAll(members);
  const counts = hasTrend(members) && latest !== undefined ? countsOf(latest) : undefined;
  return {
    title: period ?? stackTitle(members),
    ...(counts === undefined
      ? { detail: joined(check?.text, told) }
      : { detail: joined(check?.text, countsText(counts, 2)), age: told }),
    ...(check === undefined ? {} : { check }),
  };
}

/** The name of an item for screen readers: title, count, detail, age and lane. */
export function itemName(item: Item, text: ItemText): string {
  const count = item.type === 'stack' ? `${item.members.length} artifacts` : '';
  return [text.title, count, text.detail, text.age ?? '', lanes[item.lane]]
    .filter((part) => part !== '')
    .join(', ');
}

function rootDetail(node: GraphNode): string {
  if (node.kind !== 'index' && node.kind !== 'image') return node.title;
  return joined(node.title.toLowerCase(), contentsOf(node));
}

type DetailContext = { readonly now: number; readonly isMember: boolean };

function detailOf(node: GraphNode, check: Check | undefined, { now, isMember }: DetailContext): string {
  if (node.state === 'missing') return 'not in the registry';
  if (node.state === 'unreadable') return node.reason ?? 'cannot be read';
  const age = node.created === undefined ? undefined : formatAge(node.created, now);
  // Within a stack all have one name: only the day tells them apart.
  if (isMember && node.created !== undefined) return joined(check?.text, node.created.slice(0, 10), age);
  // Whether a signature holds matters more than its size.
  return joined(check?.text, contentsOf(node), node.kind === 'signature' ? '' : sizeOf(node), age);
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

function contentsOf(node: GraphNode): string {
  if (node.count === undefined) return '';
  if (node.kind === 'index') return plural(node.count, 'entry', 'entries');
  return node.kind === 'image' ? plural(node.count, 'layer', 'layers') : '';
}

function sizeOf(node: GraphNode): string {
  const bytes = node.contentSize ?? (node.kind === 'layer' || node.kind === 'config' ? node.size : undefined);
  if (bytes !== undefined) return formatBytes(bytes);
  return node.created === undefined ? formatShortDigest(node.digest) : '';
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function tagsText(tags: readonly string[]): string {
  const shown = tags.slice(0, 2).join(', ');
  return tags.length > 2 ? `${shown} +${tags.length - 2}` : shown;
}

function nameOf(reference: string): string {
  const [path = '', digest] = reference.split('@');
  const name = path.slice(path.indexOf('/') + 1);
  const isTagged = name.lastIndexOf(':') > name.lastIndexOf('/');
  return isTagged || digest === undefined ? name : `${name}@${digest.slice(0, 15)}`;
}
