/** Where the browser keeps how wide the panel on the right is, in CSS pixels. */
export const panelWidthKey = 'orrery-panel';
