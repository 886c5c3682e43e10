import { expect, test } from 'vitest';
import type { Rgb } from './cell-pixels.ts';
import { cellPixels, fillPixels, inkOf } from './cell-pixels.ts';

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];

test('a rectangle on whole pixels takes these and no others', () => {
  const pixels = emptyPixels();
  fillPixels(pixels, { left: 1, top: 1, right: 3, bottom: 2 }, inkOf(pixels, black, 1));
  expect(rows(pixels)).toEqual(['....', '.00.', '....']);
});

test('the ground shows through what is half transparent', () => {
  const pixels = emptyPixels();
  fillPixels(pixels, { left: 0, top: 0, right: 1, bottom: 1 }, inkOf(pixels, black, 0.5));
  expect([...pixels.bytes.slice(0, 4)]).toEqual([128, 128, 128, 255]);
});

test('a pixel that is covered in part takes as much of the colour', () => {
  const pixels = emptyPixels();
  fillPixels(pixels, { left: 0.25, top: 0, right: 2, bottom: 1 }, inkOf(pixels, black, 1));
  expect([pixels.bytes[0], pixels.bytes[4]]).toEqual([64, 0]);
});

test('two rectangles share the pixel that both cover in part', () => {
  const pixels = emptyPixels();
  fillPixels(pixels, { left: 0, top: 0, right: 0.5, bottom: 1 }, inkOf(pixels, black, 1));
  fillPixels(pixels, { left: 0.5, top: 0, right: 1, bottom: 1 }, inkOf(pixels, black, 1));
  expect(pixels.bytes[0]).toBe(64);
});

test('what lies outside of the picture is cut off', () => {
  const pixels = emptyPixels();
  fillPixels(pixels, { left: -5, top: -5, right: 1, bottom: 90 }, inkOf(pixels, black, 1));
  expect(rows(pixels)).toEqual(['0...', '0...', '0...']);
});

function emptyPixels() {
  return cellPixels(new Uint8ClampedArray(4 * 3 * 4), 4, white);
}

/** A dot for each pixel without paint, else its red in hexadecimal. */
function rows({ bytes, width, height }: ReturnType<typeof emptyPixels>): readonly string[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => {
      const at = (y * width + x) * 4;
      return bytes[at + 3] === 0 ? '.' : (bytes[at] ?? 0).toString(16);
    }).join(''),
  );
}
