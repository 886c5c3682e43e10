import { expect, test } from 'vitest';
import { farZoom } from '#components/graph/paint/frame.ts';
import { maxZoom } from './camera.ts';
import { cardLetters } from './card-letters.ts';

test('letters on a card have at least eleven pixels at every scale at which there are cards', () => {
  for (let zoom = farZoom; zoom <= maxZoom; zoom += 0.001) {
    const pixels = Number(/--card-px:([\d.]+)px/.exec(cardLetters(zoom))?.[1]);
    expect(pixels * zoom).toBeGreaterThanOrEqual(11 - 1e-9);
  }
});
