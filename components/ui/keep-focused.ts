import { focusPage } from './focus-page.ts';

/** Until somebody presses a key or a button, the focus goes from the document to the heading, and from there to the outline. */
export function keepFocused(): () => void {
  const watcher = new MutationObserver(() => check());
  const stop = () => {
    watcher.disconnect();
    removeEventListener('keydown', stop, true);
    removeEventListener('pointerdown', stop, true);
  };
  const check = () => {
    const { activeElement } = document;
    const isLost = activeElement === null || activeElement === document.body;
    const isOnHeading = activeElement?.matches('main, main h1') === true;
    const isWaiting = document.querySelector('[data-page-start]') !== null;
    if (isLost || (isOnHeading && isWaiting)) focusPage();
    if (document.activeElement?.matches('[role="treeitem"]') === true) stop();
  };
  watcher.observe(document.body, { childList: true, subtree: true });
  addEventListener('keydown', stop, true);
  addEventListener('pointerdown', stop, true);
  check();
  return stop;
}
