declare global {
  var orreryEarlyPalette: (() => string | undefined) | undefined;
}

/**
 * Hears Ctrl K while the code of the page is still on the way, and what is typed behind it. Text, because it must stand in
 * the head before any bundle; {@link takeEarlyPalette} ends it.
 */
export const earlyPaletteScript = `(() => {
  let text;
  const hear = (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    const isCommand = ctrlKey || metaKey;
    if (isCommand && !altKey && key.toLowerCase() === 'k') text = text === undefined ? '' : undefined;
    else if (text === undefined) return;
    else if (key === 'Escape') text = undefined;
    else if (key.length === 1 && !isCommand && !altKey) text += key;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener('keydown', hear, true);
  globalThis.orreryEarlyPalette = () => {
    removeEventListener('keydown', hear, true);
    return text;
  };
})();`;

/** What was typed behind an early Ctrl K, once, and from then on the keys are heard by the page; undefined when nobody pressed it. */
export function takeEarlyPalette(): string | undefined {
  const take = globalThis.orreryEarlyPalette;
  globalThis.orreryEarlyPalette = undefined;
  return take?.();
}
