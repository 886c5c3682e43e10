import { writeStored } from './browser-storage.ts';

/** Where the browser keeps how wide the panel on the right is, in CSS pixels. */
export const panelWidthKey = 'orrery-panel';

/** The bounds of its width, in CSS pixels. */
export const panelWidths = { min: 300, max: 900 } as const;

/** A width that the panel may have, in CSS pixels. */
export function fitPanelWidth(width: number): number {
  return Math.round(Math.min(panelWidths.max, Math.max(panelWidths.min, width)));
}

/**
 * Makes the panel this wide, on this page and the next ones; undefined takes the width of the layout again. The page's
 * own script sets the width before the page is painted for the first time.
 */
export function applyPanelWidth(width: number | undefined): void {
  const root = document.documentElement;
  if (width === undefined) root.style.removeProperty('--panel');
  else root.style.setProperty('--panel', `${width}px`);
  writeStored('local', panelWidthKey, width === undefined ? undefined : `${width}`);
}
