import { useSyncExternalStore } from 'react';
import { writeStored } from './browser-storage.ts';
import { fitPanelWidth, panelMaxWidth, panelMinWidth, panelWidthKey } from './panel-width.ts';

const listeners = new Set<() => void>();

/**
 * Makes the panel this wide, on this page and the next ones; undefined takes the width of the layout again. The page's
 * own script sets the width before the page is painted for the first time.
 */
export function applyPanelWidth(width: number | undefined): void {
  const root = document.documentElement;
  if (width === undefined) root.style.removeProperty('--panel');
  else root.style.setProperty('--panel', `${width}px`);
  writeStored('local', panelWidthKey, width === undefined ? undefined : `${width}`);
  for (const listener of listeners) listener();
}

/** The width that somebody chose, as wide as this window lets it be, in CSS pixels; undefined for that of the layout. */
export function usePanelWidth(): number | undefined {
  return useSyncExternalStore(
    subscribe,
    () => {
      const chosen = Number.parseInt(document.documentElement.style.getPropertyValue('--panel'), 10);
      return Number.isNaN(chosen) ? undefined : fitPanelWidth(chosen, innerWidth);
    },
    () => undefined,
  );
}

/** The most that the panel may have in this window, in CSS pixels. */
export function usePanelMaxWidth(): number {
  return useSyncExternalStore(
    subscribe,
    () => panelMaxWidth(innerWidth),
    () => panelMinWidth,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('resize', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('resize', listener);
  };
}
