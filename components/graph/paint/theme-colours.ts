import { useSyncExternalStore } from 'react';

const tokens = [
  ...[
    'canvas',
    'surface',
    'raised',
    'sunken',
    'line',
    'line-strong',
    'edge',
    'text',
    'muted',
    'faint',
    'accent',
  ],
  ...['image', 'signature', 'attestation', 'sbom', 'report', 'vex', 'other'],
  ...['ok', 'bad', 'warn'],
] as const;

/** The colours of the theme by the names of their CSS variables, and `font` its family, for what is drawn without CSS. */
export type ThemeColours = (token: string) => string;

/** The palette of the theme that is shown; a change of theme gives a new one. */
export function useThemeColours(): ThemeColours {
  return useSyncExternalStore(subscribe, readColours, () => plain);
}

const plain: ThemeColours = (token) => (token === 'font' ? 'sans-serif' : '#888888');
/** Whether nothing has changed since the styles were read. */
let isFresh = false;
let cached: { readonly key: string; readonly palette: ThemeColours } | undefined;

function readColours(): ThemeColours {
  // React asks whenever it draws: reading styles each time would lay out the page in the middle of a frame.
  if (isFresh && cached !== undefined) return cached.palette;
  isFresh = true;
  const style = getComputedStyle(document.documentElement);
  const colours = new Map<string, string>(
    tokens.map((token) => [token, style.getPropertyValue(`--${token}`).trim()]),
  );
  colours.set('font', getComputedStyle(document.body).fontFamily);
  const key = [...colours.values()].join();
  if (cached?.key !== key) {
    cached = { key, palette: (token) => colours.get(token) || plain(token) };
  }
  return cached.palette;
}

function subscribe(onPaletteChange: () => void): () => void {
  const onChange = () => {
    isFresh = false;
    onPaletteChange();
  };
  // The theme may have changed while no component listened.
  isFresh = false;
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
  const wishes = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'].map(
    (query) => matchMedia(query),
  );
  for (const wish of wishes) wish.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    for (const wish of wishes) wish.removeEventListener('change', onChange);
  };
}
