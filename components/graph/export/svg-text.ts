/** What a letter of these fonts needs on average, in parts of its size; texts are wrapped and cut by it. */
const letterWidth = { bold: 0.58, plain: 0.54, mono: 0.62 } as const;

export type TextLook = {
  readonly x: number;
  readonly y: number;
  readonly px: number;
  readonly fill: string;
  readonly weight?: 400 | 600;
  readonly isMono?: boolean;
};

const monoFonts = 'JetBrains Mono, ui-monospace, monospace';

/** A line of text whose letters stand on `y`. */
export function writeText(text: string, { x, y, px, fill, weight = 400, isMono = false }: TextLook): string {
  const font = isMono ? ` font-family="${monoFonts}"` : '';
  return `<text x="${round(x)}" y="${round(y)}" font-size="${px}" font-weight="${weight}" fill="${fill}"${font}>${escapeXml(text)}</text>`;
}

/** How many letters of this look fit in so many pixels. */
export function lettersIn(
  width: number,
  { px, weight, isMono = false }: Pick<TextLook, 'px' | 'weight' | 'isMono'>,
): number {
  const share = isMono ? letterWidth.mono : weight === 600 ? letterWidth.bold : letterWidth.plain;
  return Math.max(1, Math.floor(width / (px * share)));
}

/** The text in so many lines of so many letters; what does not fit ends in an ellipsis. */
export function wrapText(text: string, letters: number, most: number): readonly string[] {
  const lines: string[] = [];
  let rest = [...text.trim()];
  while (rest.length > 0 && lines.length < most) {
    if (rest.length <= letters) return [...lines, rest.join('')];
    if (lines.length === most - 1) return [...lines, `${rest.slice(0, letters - 1).join('')}…`];
    const space = rest.slice(0, letters + 1).lastIndexOf(' ');
    const end = space > letters / 3 ? space : letters;
    lines.push(rest.slice(0, end).join(''));
    rest = [...rest.slice(end).join('').trimStart()];
  }
  return lines;
}

// https://www.w3.org/TR/xml/#charsets: controls and lone surrogates have no place in a document, escaped or not.
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, ' ')
    .replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

/** A number as short as a picture needs it. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
