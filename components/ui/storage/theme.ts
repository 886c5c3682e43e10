import { writeStored } from './browser-storage.ts';

/** Where the browser keeps the theme that somebody chose. */
export const themeStorageKey = 'orrery-theme';

export type Theme = 'light' | 'dark';

/** Shows a theme and keeps it; undefined follows the system, and so does choosing what the system has. */
export function chooseTheme(wanted: Theme | undefined): void {
  const system: Theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const theme = wanted ?? system;
  document.documentElement.dataset.theme = theme;
  // Without storage the choice holds for this page alone.
  writeStored('local', themeStorageKey, theme === system ? undefined : theme);
}

/** From light to dark, or back. */
export function toggleTheme(): void {
  chooseTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
}
