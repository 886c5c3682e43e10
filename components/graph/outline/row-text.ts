import { itemName, itemText } from '#components/graph/diagram/item-text.ts';
import type { Check } from '#lib/graph/check';
import type { OutlineRow } from '#lib/graph/picture/outline';
import type { Item } from '#lib/graph/picture/picture';
import { nodeOfItem } from '#lib/graph/picture/picture';
import { stateWords } from '#lib/graph/verification/check-words';
import type { Digest } from '#lib/oci/digest';

/** The texts of a row: its name, a note at its right edge, and the sentence that a screen reader reads. */
export type RowText = {
  readonly name: string;
  readonly note: string;
  readonly spoken: string;
  /** What its check came to. */
  readonly check?: Check['state'] | undefined;
  /** The same, where the sign of its kind does not show it. */
  readonly mark?: Check['state'];
};

export function rowText(row: OutlineRow, reference: string, now: number): RowText {
  if (row.type === 'caption') return { name: row.text, note: '', spoken: row.text };
  if (row.type === 'question') {
    const { text, reason } = row.question;
    return { name: text, note: '', spoken: `${text}, ${reason}` };
  }
  const text = itemText(row.item, reference, now);
  const name = row.item.lane === 'root' ? text.title.slice(text.title.lastIndexOf('/') + 1) : text.title;
  const spoken = itemName(row.item, text);
  const { check } = text;
  // The row has room for one, and what is wrong matters more than what a signature calls itself.
  if (check?.state === 'failed' && row.item.lane !== 'root')
    return { name: check.text, note: '', spoken, check: 'failed' };
  const node = row.item.type === 'node' && row.item.lane !== 'root' ? row.item.node : undefined;
  const plain = { name, note: noteOf(row.item), spoken };
  if (check === undefined) return plain;
  const { state } = check;
  const isSignature = nodeOfItem(row.item)?.kind === 'signature';
  if (node === undefined || !isSignature)
    return { ...plain, check: state, ...(isSignature || state === 'present' ? {} : { mark: state }) };
  const short = text.signer ?? (node.signer === undefined ? 'Signature' : `says: ${node.signer}`);
  // The name needs the room; the whole is spoken, and stands on the card.
  const note = state === 'present' ? check.text : stateWords[state];
  return { name: node.parts === undefined ? short : name, note, spoken, check: state };
}

function noteOf(item: Item): string {
  if (item.type === 'stack') return `${item.members.length}`;
  if (item.type === 'tags') return '';
  const { node } = item;
  if (node.state === 'missing' || node.state === 'unreadable') return node.state;
  if (item.lane === 'root') return node.kind;
  // The name needs the room: how large it is stands on the card.
  return item.lane === 'members' ? (node.created?.slice(0, 10) ?? '') : '';
}

/** The artifact that a row leads to: its own, or the one its question is about. */
export function digestOfRow(row: OutlineRow): Digest | undefined {
  if (row.type === 'caption') return undefined;
  return row.type === 'question' ? row.question.about : nodeOfItem(row.item)?.digest;
}
