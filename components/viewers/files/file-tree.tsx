'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent, MouseEvent, RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { Files } from '#lib/api/contract/files-contract';
import { FileLine } from './file-line.tsx';
import type { FileTreeAction } from './file-tree-keys.ts';
import { fileTreeAction } from './file-tree-keys.ts';
import type { FileTreeRow } from './file-tree-rows.ts';

type FileTreeProps = {
  readonly label: string;
  readonly rows: readonly FileTreeRow[];
  readonly archives: Files['archives'];
  readonly selected: string | undefined;
  readonly onToggle: (row: FileTreeRow) => void;
  /** Enter, a space or a click on a line. */
  readonly onOpen: (row: FileTreeRow) => void;
};

const rowHeight = 28;

/** Letters typed with longer pauses begin a new word. */
const typingMs = 600;

/** A tree of any length for pointer, keyboard and screen reader; only the lines in sight are in the page. */
export function FileTree({ label, rows, archives, selected, onToggle, onOpen }: FileTreeProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string>();
  const focusLine = useFocusLine(frame);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const current = Math.max(
    0,
    rows.findIndex(({ id }) => id === (active ?? selected)),
  );
  const events = useFileTreeEvents(rows, current, ({ do: what, index }) => {
    const row = rows[index];
    if (row === undefined) return;
    setActive(row.id);
    focusLine(row.id);
    if (what === 'focus') virtual.scrollToIndex(index);
    else if (what === 'toggle') onToggle(row);
    else onOpen(row);
  });
  return (
    <div ref={frame} className="max-h-[26rem] min-h-24 overflow-auto p-1 print:max-h-none">
      <div
        role="tree"
        tabIndex={-1}
        aria-label={label}
        className="relative outline-none"
        style={{ height: virtual.getTotalSize() }}
        {...events}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <div key={row.id} role="presentation" className="absolute inset-x-0" style={{ top: start }}>
              <FileLine
                row={row}
                archives={archives}
                isSelected={row.id === selected}
                isTabStop={index === current}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Puts the focus on a line by its id, as soon as the virtual list has drawn it. */
function useFocusLine(frame: RefObject<HTMLElement | null>): (id: string) => void {
  const due = useRef<string>(undefined);
  // The document's focus is the outside system: a line that is not drawn yet cannot take it.
  useEffect(() => {
    if (due.current === undefined) return;
    const line = frame.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(due.current)}"]`);
    if (!line) return;
    due.current = undefined;
    line.focus({ preventScroll: true });
  });
  return (id) => {
    due.current = id;
  };
}

/** Keys and presses anywhere in the tree, as what they ask of it. */
function useFileTreeEvents(
  rows: readonly FileTreeRow[],
  current: number,
  onAction: (action: FileTreeAction) => void,
) {
  const typing = useRef({ text: '', at: 0 });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isLetter = event.key.length === 1 && event.key !== ' ';
    const isFresh = event.timeStamp - typing.current.at > typingMs;
    const text = isLetter ? (isFresh ? '' : typing.current.text) + event.key : '';
    typing.current = { text, at: event.timeStamp };
    const action = fileTreeAction(rows, current, event.key, text);
    // A letter is the beginning of a name here, and no key of the page.
    if (isLetter || action !== undefined) event.preventDefault();
    if (action !== undefined) onAction(action);
  };
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element)) return;
    const id = target.closest('[data-row]')?.getAttribute('data-row');
    const index = rows.findIndex((row) => row.id === id);
    if (index < 0) return;
    onAction({ do: target.closest('[data-twisty]') === null ? 'open' : 'toggle', index });
  };
  return { onKeyDown, onClick };
}
