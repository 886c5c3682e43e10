import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/** Puts the focus on a row by its id, as soon as the virtual list has drawn it. */
export function useFocusRow(frame: RefObject<HTMLElement | null>): (id: string) => void {
  const wanted = useRef<string>(undefined);
  // The document's focus is the outside system: a row that is not drawn yet cannot take it.
  useEffect(() => {
    if (wanted.current === undefined) return;
    const row = frame.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(wanted.current)}"]`);
    if (!row) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  });
  return (id) => {
    wanted.current = id;
  };
}
