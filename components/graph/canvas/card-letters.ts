/** The class of the letters on cards at this scale: never smaller than eleven pixels on the screen, so from afar fewer of them. */
export function cardLetters(zoom: number): string {
  if (zoom >= 11 / 13) return '[--card-px:13px]';
  return `${zoom >= 11 / 17.5 ? '[--card-px:17.5px]' : '[--card-px:22px]'} [&_.near-only]:hidden!`;
}
