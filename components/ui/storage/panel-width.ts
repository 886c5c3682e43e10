/** Where the browser keeps how wide the panel on the right is, in CSS pixels. */
export const panelWidthKey = 'orrery-panel';

/** The least width of the panel, in CSS pixels; the most is half of the window, which the layout sees to. */
export const panelMinWidth = 300;

/** The most that the panel may have in a window of this width, in CSS pixels. */
export function panelMaxWidth(windowWidth: number): number {
  return Math.max(panelMinWidth, Math.floor(windowWidth / 2));
}

/** The width nearest to this one that the panel may have, in CSS pixels. */
export function fitPanelWidth(width: number, windowWidth: number): number {
  return Math.round(Math.min(panelMaxWidth(windowWidth), Math.max(panelMinWidth, width)));
}
