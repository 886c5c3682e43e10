/** Runs in the page: CSS pixels of the smallest letters on a card, at the scale they are shown. */
export function smallestLetters(): number {
  const texts = [...document.querySelectorAll<HTMLElement>('.react-flow__node span')];
  const shown = texts.filter(
    (text) => text.offsetParent !== null && text.textContent?.trim() !== '' && text.offsetWidth > 2,
  );
  const viewport = document.querySelector('.react-flow__viewport');
  const scale = viewport === null ? 1 : new DOMMatrix(getComputedStyle(viewport).transform).a;
  return Math.min(...shown.map((text) => Number.parseFloat(getComputedStyle(text).fontSize) * scale));
}
