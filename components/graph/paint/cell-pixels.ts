/** Red, green and blue, each from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A picture as its pixels: those that nothing was painted on stay transparent. */
export type CellPixels = {
  readonly width: number;
  readonly height: number;
  /** Four bytes for each pixel: red, green, blue and opacity. */
  readonly bytes: Uint8ClampedArray;
  /** The same bytes, one number for each pixel. */
  readonly words: Uint32Array;
  /** The colour that shows through what is painted half transparent. */
  readonly ground: Rgb;
};

type Edges = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** An empty picture over the pixels of this buffer, four bytes each. */
export function cellPixels(bytes: Uint8ClampedArray<ArrayBuffer>, width: number, ground: Rgb): CellPixels {
  const height = bytes.length / 4 / width;
  return { width, height, bytes, words: new Uint32Array(bytes.buffer), ground };
}

/** Makes all pixels transparent again. */
export function clearPixels({ words }: CellPixels): void {
  words.fill(0);
}

/** A colour with its opacity, and what the two come to on the ground. */
export type Ink = { readonly colour: Rgb; readonly opacity: number; readonly whole: number };

/** What rectangles of one colour are painted with. */
export function inkOf({ ground }: CellPixels, colour: Rgb, opacity: number): Ink {
  return { colour, opacity, whole: wordOf(mixed(ground, colour, opacity)) };
}

/** Paints a rectangle over the ground. Where it covers a part of a pixel, the pixel takes as much of its colour. */
export function fillPixels(pixels: CellPixels, edges: Edges, { colour, opacity, whole }: Ink): void {
  const { width, height, words } = pixels;
  const left = Math.max(0, edges.left);
  const top = Math.max(0, edges.top);
  const right = Math.min(width, edges.right);
  const bottom = Math.min(height, edges.bottom);
  const wholeFrom = Math.ceil(left);
  const wholeTo = Math.floor(right);
  for (let y = Math.floor(top); y < bottom; y++) {
    const share = opacity * (Math.min(bottom, y + 1) - Math.max(top, y));
    const row = y * width;
    if (wholeFrom > wholeTo) {
      blend(pixels, row + wholeTo, colour, share * (right - left));
      continue;
    }
    if (wholeFrom > left) blend(pixels, row + wholeFrom - 1, colour, share * (wholeFrom - left));
    // A cell is some pixels wide: a loop takes less time than the call of a function that fills.
    if (share < opacity) for (let x = wholeFrom; x < wholeTo; x++) blend(pixels, row + x, colour, share);
    else for (let x = row + wholeFrom; x < row + wholeTo; x++) words[x] = whole;
    if (right > wholeTo) blend(pixels, row + wholeTo, colour, share * (right - wholeTo));
  }
}

function blend({ bytes, ground }: CellPixels, pixel: number, [red, green, blue]: Rgb, share: number): void {
  const at = pixel * 4;
  const isEmpty = bytes[at + 3] === 0;
  const underRed = isEmpty ? ground[0] : (bytes[at] ?? 0);
  const underGreen = isEmpty ? ground[1] : (bytes[at + 1] ?? 0);
  const underBlue = isEmpty ? ground[2] : (bytes[at + 2] ?? 0);
  bytes[at] = underRed + (red - underRed) * share;
  bytes[at + 1] = underGreen + (green - underGreen) * share;
  bytes[at + 2] = underBlue + (blue - underBlue) * share;
  bytes[at + 3] = 255;
}

function mixed(under: Rgb, over: Rgb, share: number): Rgb {
  const part = (at: 0 | 1 | 2) => under[at] + (over[at] - under[at]) * share;
  return [part(0), part(1), part(2)];
}

const word = new Uint32Array(1);
const parts = new Uint8ClampedArray(word.buffer);

// The order of bytes in a number differs between machines: the machine itself puts them together.
function wordOf([red, green, blue]: Rgb): number {
  parts[0] = red;
  parts[1] = green;
  parts[2] = blue;
  parts[3] = 255;
  return word[0] ?? 0;
}
