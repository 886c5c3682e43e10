import { focusPage } from './focus-page.ts';

/** As long as a dialog takes to give the focus back to where it was opened. */
const settlingMs = 500;

/**
 * Until somebody presses a key or a button, the focus goes from the document to the heading, and from there to the outline.
 * A page that shows a plan since now gives it to the plan, wherever it was: its button was pressed in a dialog.
 */
export function keepFocused(plan?: string): () => void {
  const watcher = new MutationObserver(() => check());
  const stop = () => {
    watcher.disconnect();
    removeEventListener('focusin', check);
    removeEventListener('keydown', stop, true);
    removeEventListener('pointerdown', stop, true);
  };
  const check = () => {
    if (plan !== undefined) {
      if (focusPlan(plan)) setTimeout(stop, settlingMs);
      return;
    }
    const { activeElement } = document;
    const isLost = activeElement === null || activeElement === document.body;
    const isOnHeading = activeElement?.matches('main, main h1') === true;
    const isWaiting = document.querySelector('[data-page-start]') !== null;
    if (isLost || (isOnHeading && isWaiting)) focusPage();
    if (document.activeElement?.matches('[role="treeitem"]') === true) stop();
  };
  watcher.observe(document.body, { childList: true, subtree: true });
  if (plan !== undefined) addEventListener('focusin', check);
  addEventListener('keydown', stop, true);
  addEventListener('pointerdown', stop, true);
  check();
  return stop;
}

/** Gives the focus to the heading of a plan; false while that is not in the page, or a dialog holds the focus. */
function focusPlan(plan: string): boolean {
  const heading = document.querySelector<HTMLElement>(`[data-plan="${CSS.escape(plan)}"]`);
  if (heading === null || document.querySelector('[role="dialog"]') !== null) return false;
  if (document.activeElement !== heading) heading.focus({ preventScroll: true });
  return true;
}
