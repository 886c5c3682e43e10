import { expect, test } from 'vitest';
import { fitPanelWidth, panelMaxWidth } from './panel-width.ts';

test.each([
  [500, 1440, 500],
  [100, 1440, 300],
  [2000, 1440, 720],
  [499.6, 1440, 500],
  // A window that is narrower than two panels: the least width wins.
  [400, 500, 300],
])('a width of %i in a window of %i becomes %i', (width, windowWidth, fitting) => {
  expect(fitPanelWidth(width, windowWidth)).toBe(fitting);
});

test('the panel may take half of the window', () => {
  expect(panelMaxWidth(1441)).toBe(720);
});
