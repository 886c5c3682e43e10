import { readableQuery } from '#components/ui/readable-query.ts';
import type { Sort } from '#components/ui/table/table-rows.ts';
import type { Check } from '#lib/graph/check';
import type { EvidenceKind } from '#lib/graph/evidence';
import type { Summary } from '#lib/graph/summary';
import { evidenceColumns } from './evidence-columns.ts';
import type { TagItem } from './group-tags.ts';
import type { TagFacts } from './tag-facts.ts';
import { evidenceOfKind, pulledSize, summaryUnder } from './tag-facts.ts';

const plainColumns = ['name', 'kind', 'size', 'age'] as const;

/** A column of the list; the evidence has the names that coverage has for it. */
export type TagColumn = (typeof plainColumns)[number] | (typeof evidenceColumns)[number]['id'];

const columnIds: readonly TagColumn[] = [...plainColumns, ...evidenceColumns.map(({ id }) => id)];

/** The newest version first. */
const standard = { by: 'name', isDescending: true } as const;

export type TagSort = Sort & { readonly by: TagColumn };

/** The order that an address asks for: `sort=-age`, `sort=sbom`; the newest version first where it asks for none. */
export function readTagSort(search: string): TagSort {
  const text = new URLSearchParams(search).get('sort') ?? '';
  const by = columnIds.find((id) => id === text.replace(/^-/, ''));
  return by === undefined ? standard : { by, isDescending: text.startsWith('-') };
}

/** The query of an address with another order. */
export function writeTagSort(search: string, { by, isDescending }: TagSort): string {
  const query = new URLSearchParams(search);
  if (by === standard.by && isDescending === standard.isDescending) query.delete('sort');
  else query.set('sort', `${isDescending ? '-' : ''}${by}`);
  return readableQuery(query);
}

/** The order after a press on a heading: ascending, descending, and the newest version first again. */
export function pressTagSort(sort: TagSort, by: TagColumn): TagSort {
  if (by === 'name') return { by, isDescending: sort.by !== 'name' || !sort.isDescending };
  if (sort.by !== by) return { by, isDescending: false };
  return sort.isDescending ? standard : { by, isDescending: true };
}

/**
 * The rows in an order; they come in that of their names, which stays among what is alike. Age: the youngest first;
 * evidence: first what lacks it. What is unknown comes last, whichever way. Rows of digest tags stay below their artifact.
 */
export function sortTagItems(
  items: readonly TagItem[],
  { by, isDescending }: TagSort,
  facts: TagFacts,
): readonly TagItem[] {
  if (by === 'name') return items;
  const sign = isDescending ? -1 : 1;
  const keyed = toBlocks(items).map((block) => ({ block, key: keyOf(block, by, facts) }));
  const known = keyed.filter(({ key }) => key !== undefined);
  const others = keyed.filter(({ key }) => key === undefined);
  known.sort((one, other) => sign * compareKeys(one.key, other.key));
  return [...known, ...others].flatMap(({ block }) => block);
}

/** Each artifact with the rows below it. */
function toBlocks(items: readonly TagItem[]): readonly (readonly TagItem[])[] {
  const blocks: TagItem[][] = [];
  for (const item of items) {
    if (item.type === 'artifact') blocks.push([item]);
    else blocks.at(-1)?.push(item);
  }
  return blocks;
}

type Key = string | number | undefined;

const words = new Intl.Collator('en', { numeric: true });

function compareKeys(one: Key, other: Key): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return words.compare(`${one}`, `${other}`);
}

function keyOf([item]: readonly TagItem[], by: TagColumn, facts: TagFacts): Key {
  const summary = item === undefined ? undefined : summaryUnder(facts, item.tag);
  if (summary === undefined || by === 'name') return undefined;
  if (by === 'kind') return kindWords(summary);
  if (by === 'size') return pulledSize(summary, facts.sizes);
  if (by === 'age') {
    const time = Date.parse(summary.created ?? '');
    return Number.isNaN(time) ? undefined : -time;
  }
  const kind = evidenceColumns.find(({ id }) => id === by)?.kind;
  return kind === undefined ? undefined : evidenceRank(summary, kind);
}

/** What an artifact is: its platforms, or the title of what has none. */
export function kindWords({ node, platforms }: Summary): string {
  if (platforms.length > 1) return `${platforms.length} platforms`;
  return platforms[0] ?? node.title;
}

/** First what is not there, then what was proven wrong; last what holds. */
const checkRanks = {
  failed: 1,
  'cannot-check': 3,
  present: 4,
  valid: 5,
  matches: 6,
} as const satisfies Record<Check['state'], number>;

function evidenceRank({ evidence, checks }: Summary, kind: EvidenceKind): number {
  const found = evidenceOfKind(evidence, kind);
  if (found === undefined || found.state === 'asking' || found.state === 'unknown') return 2;
  return found.state === 'none' ? 0 : checkRanks[checks.get(kind)?.state ?? 'present'];
}
