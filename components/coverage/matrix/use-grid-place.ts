import type { KeyboardEvent, MouseEvent, RefObject, useState } from 'react';
import { useLayoutEffect, useRef } from 'react';
import { columnIds } from '#components/coverage/filter/sort-rows.ts';
import type { GridItem } from './grid-items.ts';
import type { GridPlace } from './grid-keys.ts';
import { headKey, moveOf } from './grid-keys.ts';

type GridPlaceOptions = {
  readonly items: readonly GridItem[];
  readonly onOpen: (place: GridPlace) => void;
  readonly onToggle: (key: string) => void;
  /** Brings a line into sight. */
  readonly scrollTo: (index: number) => void;
};

/** The cell of a grid that is a stop of the Tab key, and what keys, clicks and the focus of the browser do to it. */
export function useGridPlace(
  scroller: RefObject<HTMLElement | null>,
  [place, setPlace]: ReturnType<typeof useState<GridPlace>>,
  { items, onOpen, onToggle, scrollTo }: GridPlaceOptions,
) {
  const stop = stopOf(items, place);
  const wantFocus = useWantedFocus(scroller, stop);
  return {
    stop,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.altKey || event.shiftKey) return;
      const move = moveOf(items, stop, { key: event.key, hasControl: event.ctrlKey || event.metaKey });
      if (move === undefined) return;
      event.preventDefault();
      if (move.type === 'open') return onOpen(move);
      if (move.type !== 'go') return onToggle(move.key);
      setPlace(move);
      wantFocus();
      const target = items.findIndex(({ key }) => key === move.key);
      if (target >= 0) scrollTo(target);
    },
    onClick: (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      const pressed = placeOf(target);
      if (pressed === undefined || target?.closest('a, button') !== null) return;
      setPlace(pressed);
      if (target.closest('[data-toggle]') !== null) onToggle(pressed.key);
      else onOpen(pressed);
    },
    onFocus: (event: { readonly target: Element }) => {
      const focused = placeOf(event.target);
      if (focused !== undefined && (focused.key !== stop.key || focused.column !== stop.column))
        setPlace(focused);
    },
  };
}

/** The place itself; where its line is gone, the first line has the stop. */
function stopOf(items: readonly GridItem[], place: GridPlace | undefined): GridPlace {
  const { key = '', column = 'name' } = place ?? {};
  const isThere = key === headKey || items.some((item) => item.key === key);
  return { key: isThere ? key : (items[0]?.key ?? headKey), column };
}

/** The cell that an element of the grid lies in. */
function placeOf(element: Element | undefined): GridPlace | undefined {
  const cell = element?.closest('[data-column]');
  const key = cell?.closest('[data-key]')?.getAttribute('data-key') ?? undefined;
  const column = columnIds.find((id) => id === cell?.getAttribute('data-column'));
  return key === undefined || column === undefined ? undefined : { key, column };
}

/** Gives the focus of the browser to the cell that a key went to, once it is drawn; gives the way to want that. */
function useWantedFocus(scroller: { readonly current: HTMLElement | null }, { key, column }: GridPlace) {
  const isWanted = useRef(false);
  // Moves the focus of the browser: the cell may come into the page later than the key was pressed.
  useLayoutEffect(() => {
    if (!isWanted.current) return;
    const line = scroller.current?.querySelector(`[data-key="${CSS.escape(key)}"]`);
    const cell =
      line?.querySelector<HTMLElement>(`[data-column="${column}"]`) ??
      line?.querySelector<HTMLElement>('[data-column]');
    if (cell == null) return;
    isWanted.current = false;
    cell.focus();
  });
  return () => {
    isWanted.current = true;
  };
}
