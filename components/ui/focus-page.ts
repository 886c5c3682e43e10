/**
 * Puts the focus where the page begins: the row of the outline that the tab key reaches, as soon as there is an outline
 * with rows, else the heading.
 */
export function focusPage(): void {
  const row = document.querySelector<HTMLElement>('[data-page-start] [role="treeitem"][tabindex="0"]');
  const start =
    row ?? document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
  if (start === null) return;
  // A heading takes the focus, but the tab key passes it by.
  if (row === null) start.tabIndex = -1;
  start.focus({ preventScroll: true });
}
