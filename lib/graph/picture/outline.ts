import type { OpenQuestion } from '#lib/graph/open-questions';
import type { Item, Lane, Picture } from './picture.ts';

/** One line of the outline. Captions only part the lanes; items and questions are nodes of the ARIA tree. */
export type OutlineRow =
  | { readonly type: 'caption'; readonly id: string; readonly text: string; readonly level: number }
  | (TreePlace & { readonly type: 'item'; readonly index: number; readonly item: Item })
  | (TreePlace & { readonly type: 'question'; readonly question: OpenQuestion });

type TreePlace = {
  readonly id: string;
  readonly level: number;
  readonly posInSet: number;
  readonly setSize: number;
  /** Undefined: there is nothing to open. */
  readonly isOpen: boolean | undefined;
};

const captions = { belongs: 'Belongs to', attached: 'Attached', contains: 'Contains' } as const;
type Section = keyof typeof captions;

/** The picture as the rows of a tree, in the order they are read; open questions stand where their answer would. */
export function outlineRows(picture: Picture, questions: readonly OpenQuestion[]): readonly OutlineRow[] {
  const { items } = picture;
  const children = childLists(items);
  const asked = Map.groupBy(questions, ({ about }) => about);
  const rows: OutlineRow[] = [];
  // An own stack instead of recursion: a chain of referrers may be longer than the call stack is deep.
  const waiting: OutlineRow[] = items[0] === undefined ? [] : [itemRow(items[0], 0, children)];
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    rows.push(row);
    if (row.type !== 'item') continue;
    const entries = (children[row.index] ?? []).flatMap((index) => {
      const item = items[index];
      return item === undefined ? [] : [itemRow(item, index, children)];
    });
    const open = row.item.type === 'node' ? (asked.get(row.item.node.digest) ?? []) : [];
    waiting.push(...placed(row, entries, open.map(questionRow)).reverse());
  }
  return rows;
}

type ItemRow = Extract<OutlineRow, { type: 'item' }>;
type QuestionRow = Extract<OutlineRow, { type: 'question' }>;

const anywhere = { level: 1, posInSet: 1, setSize: 1 } as const;

function itemRow(item: Item, index: number, children: readonly (readonly number[])[]): ItemRow {
  return { ...anywhere, type: 'item', id: item.id, index, item, isOpen: isOpen(item, children[index]) };
}

function questionRow(question: OpenQuestion): QuestionRow {
  const id = `${question.about} ${question.question} ${question.source}`;
  return { ...anywhere, type: 'question', id, question, isOpen: undefined };
}

function childLists(items: readonly Item[]): readonly number[][] {
  const lists: number[][] = items.map(() => []);
  items.forEach((item, index) => {
    // Tags are names of the root, not artifacts: its own row says them.
    if (item.parent >= 0 && item.type !== 'tags') lists[item.parent]?.push(index);
  });
  return lists;
}

/** The rows under one row in reading order, numbered for the ARIA tree; only the root's sections have captions. */
function placed(
  parent: ItemRow,
  entries: readonly ItemRow[],
  questions: readonly QuestionRow[],
): OutlineRow[] {
  const level = parent.level + 1;
  const setSize = entries.length + questions.length;
  const bySection = Map.groupBy(entries, ({ item }) => sectionOf(item.lane));
  let posInSet = 0;
  return (['belongs', 'attached', 'contains'] as const).flatMap((section): OutlineRow[] => {
    const rows = [...(bySection.get(section) ?? []), ...(section === 'attached' ? questions : [])];
    const numbered = rows.map((row) => ({ ...row, level, setSize, posInSet: ++posInSet }));
    if (numbered.length === 0 || parent.item.lane !== 'root') return numbered;
    return [{ type: 'caption', id: `caption ${section}`, text: captions[section], level }, ...numbered];
  });
}

function sectionOf(lane: Lane): Section {
  return lane === 'belongs' || lane === 'contains' ? lane : 'attached';
}

function isOpen(item: Item, children: readonly number[] | undefined): boolean | undefined {
  if (item.type === 'stack') return item.isOpen;
  if (children !== undefined && children.length > 0) return true;
  return item.type === 'node' && item.isExpandable ? false : undefined;
}
