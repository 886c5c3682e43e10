import type { KeyboardEvent, MouseEvent, RefObject } from 'react';
import { useEffect, useRef } from 'react';
import { isMenuKey } from '#components/ui/use-page-key.ts';
import type { OutlineRow } from '#lib/graph/picture/outline';
import type { TreeAction, TreeRow } from './tree-keys.ts';
import { treeAction } from './tree-keys.ts';

/** Letters typed with longer pauses begin a new word. */
const typingMs = 600;

type TreeEvents = {
  readonly rows: readonly OutlineRow[];
  /** Index of the row that holds the focus. */
  readonly current: number;
  readonly nameOf: (row: TreeRow) => string;
  readonly onAction: (action: TreeAction) => void;
  /** Opens the menu of a row, at a place on the screen. */
  readonly onMenu: (row: OutlineRow, x: number, y: number) => void;
};

/** Keys and presses anywhere in the tree, as what they ask of it. */
export function useTreeEvents({ rows, current, nameOf, onAction, onMenu }: TreeEvents) {
  const typing = useRef({ text: '', at: 0 });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isMenuKey(event)) {
      event.preventDefault();
      openMenu(event.target);
      return;
    }
    if (event.key.length === 1 && event.key !== ' ' && event.key !== '*') {
      const isFresh = event.timeStamp - typing.current.at > typingMs;
      typing.current = { text: (isFresh ? '' : typing.current.text) + event.key, at: event.timeStamp };
    } else typing.current = { text: '', at: 0 };
    // A letter is the beginning of a name here, also where no row has it, and no key of the page.
    if (/^[\p{L}\p{N}]$/u.test(event.key)) event.preventDefault();
    const action = treeAction(rows, current, event.key, nameOf, typing.current.text);
    if (action === undefined) return;
    event.preventDefault();
    onAction(action);
  };
  const openMenu = (target: EventTarget, at?: { readonly x: number; readonly y: number }) => {
    const row = rows[rowUnder(rows, target) ?? current];
    const box = target instanceof Element ? target.getBoundingClientRect() : undefined;
    if (row !== undefined) onMenu(row, at?.x ?? (box?.left ?? 0) + 40, at?.y ?? box?.bottom ?? 0);
  };
  const onContextMenu = (event: MouseEvent) => {
    if (rowUnder(rows, event.target) === undefined) return;
    event.preventDefault();
    openMenu(event.target, { x: event.clientX, y: event.clientY });
  };
  const onClick = (event: MouseEvent) => {
    const index = rowUnder(rows, event.target);
    if (index === undefined) return;
    const isTwisty = event.target instanceof Element && event.target.closest('[data-twisty]') !== null;
    onAction({ do: isTwisty ? 'toggle' : 'select', index });
  };
  const onDoubleClick = (event: MouseEvent) => {
    const index = rowUnder(rows, event.target);
    if (index !== undefined) onAction({ do: 'toggle', index });
  };
  return { onKeyDown, onClick, onDoubleClick, onContextMenu };
}

function rowUnder(rows: readonly OutlineRow[], target: EventTarget): number | undefined {
  const id = target instanceof Element ? target.closest('[data-row]')?.getAttribute('data-row') : undefined;
  const index = rows.findIndex((row) => row.id === id);
  return index < 0 ? undefined : index;
}

/** Puts the focus on a row by its id, as soon as the virtual list has drawn it. */
export function useFocusRow(frame: RefObject<HTMLElement | null>): (id: string) => void {
  const dueId = useRef<string>(undefined);
  // The document's focus is the outside system: a row that is not drawn yet cannot take it.
  useEffect(() => {
    if (dueId.current === undefined) return;
    const row = frame.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(dueId.current)}"]`);
    if (!row) return;
    dueId.current = undefined;
    row.focus({ preventScroll: true });
  });
  return (id) => {
    dueId.current = id;
  };
}
