import { recentKey, registriesKey } from '#components/shell/reference/recent-keys.ts';
import { panelMinWidth, panelWidthKey } from '#components/ui/storage/panel-width.ts';
import { themeStorageKey } from '#components/ui/storage/theme.ts';

/**
 * Runs before the first paint: sets the remembered theme, else the system's, and follows the system while nothing is
 * remembered; gives the panel its remembered width; and says how many places were opened, for which the first page keeps
 * room. Text, because it must stand in the head before any bundle.
 */
export const themeScript = `(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    let kept = null;
    try { kept = localStorage.getItem('${themeStorageKey}'); } catch {}
    document.documentElement.dataset.theme = kept === 'dark' || kept === 'light' ? kept : dark.matches ? 'dark' : 'light';
  };
  apply();
  dark.addEventListener('change', apply);
  addEventListener('storage', apply);
  const root = document.documentElement;
  const count = (key) => {
    try { return Math.min(6, JSON.parse(localStorage.getItem(key)).length) || 0; } catch { return 0; }
  };
  const opened = count('${recentKey}');
  if (opened > 0) root.dataset.opened = '';
  root.style.setProperty('--opened', opened);
  root.style.setProperty('--used', count('${registriesKey}'));
  let width = 0;
  try { width = Number(localStorage.getItem('${panelWidthKey}')); } catch {}
  if (width >= ${panelMinWidth} && width < 1e5) root.style.setProperty('--panel', width + 'px');
})();`;
