import { panelMinWidth, panelWidthKey } from '#components/ui/storage/panel-width.ts';

export const themeStorageKey = 'orrery-theme';

/**
 * Runs before the first paint: sets the remembered theme, else the system's, and follows the system while nothing is
 * remembered; and gives the panel its remembered width. Text, because it must stand in the head before any bundle.
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
  let width = 0;
  try { width = Number(localStorage.getItem('${panelWidthKey}')); } catch {}
  if (width >= ${panelMinWidth} && width < 1e5) document.documentElement.style.setProperty('--panel', width + 'px');
})();`;
