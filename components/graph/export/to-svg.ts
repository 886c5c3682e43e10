import type { Diagram } from '#components/graph/diagram/diagram.ts';
import type { ItemText } from '#components/graph/diagram/item-text.ts';
import { itemToken } from '#components/graph/diagram/item-token.ts';
import type { ThemeColours } from '#components/graph/paint/theme-colours.ts';
import type { GraphLayout } from '#lib/graph/picture/layout';
import { nodeOfItem } from '#lib/graph/picture/picture';

const margin = 24;
const fonts = 'Inter, system-ui, sans-serif';
const titlePx = 12;
const detailPx = 10.5;
/** What a letter of these fonts needs, in parts of its size; texts are cut by it. */
const letterWidth = { bold: 0.68, plain: 0.6 } as const;

/** The whole picture as an SVG document of its own, in the colours of the palette; nothing in it is loaded or run. */
export function toSvg(diagram: Diagram, textOf: (index: number) => ItemText, palette: ThemeColours): string {
  const { layout, picture } = diagram;
  const { minX, minY, maxX, maxY } = layout.bounds;
  const [width, height] = [maxX - minX + 2 * margin, maxY - minY + 2 * margin].map(Math.ceil);
  const view = [minX - margin, minY - margin, width, height].join(' ');
  const parts = [
    `<rect x="${minX - margin}" y="${minY - margin}" width="${width}" height="${height}" fill="${palette('canvas')}"/>`,
    ...layout.captions.map(({ text, x, y }) =>
      writeText(text.toUpperCase(), { x, y: y + 12, px: 9, fill: palette('faint'), weight: 600 }),
    ),
    ...layout.trunks.map((trunk) => {
      const middle = middleOf(layout, trunk.parent);
      const side = trunk.minX === trunk.x ? trunk.maxX : trunk.minX;
      const way = `M${side} ${middle}H${trunk.x}M${trunk.x} ${trunk.minY}V${trunk.maxY}`;
      const isReferring = trunk.line === 'refers-to';
      // The head of the arrow points left, to the subject.
      const head = `<path d="M${side + 1} ${middle}l9 -4.5v9z" fill="${palette('edge')}"/>`;
      const isArrow = isReferring && side < trunk.x;
      return writeLine(way, isReferring, palette('edge')) + (isArrow ? head : '');
    }),
    ...picture.items.flatMap((item, index) => {
      if (item.parent < 0) return [];
      const edge = (layout.x[index] ?? 0) + (item.lane === 'belongs' ? (layout.width[index] ?? 0) : 0);
      const way = `M${layout.trunkX[index]} ${middleOf(layout, index)}H${edge}`;
      return [writeLine(way, item.line === 'refers-to', palette('edge'))];
    }),
    ...picture.items.map((_, index) => writeItem(diagram, index, textOf(index), palette)),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${view}" font-family="${fonts}">`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function writeItem(
  { layout, picture }: Diagram,
  index: number,
  text: ItemText,
  palette: ThemeColours,
): string {
  const [x, y] = [layout.x[index] ?? 0, layout.y[index] ?? 0];
  const [width, height] = [layout.width[index] ?? 0, layout.height[index] ?? 0];
  const item = picture.items[index];
  const node = item === undefined ? undefined : nodeOfItem(item);
  const box = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="7" fill="${palette('raised')}" stroke="${palette('line-strong')}"/>`;
  const isFailed = text.check?.state === 'failed';
  const left = x + 14;
  const count = item?.type === 'stack' ? `${item.members.length} artifacts, ` : '';
  const lines = [text.title, count + text.detail, text.digest ?? ''].filter((line) => line !== '');
  const top = y + height / 2 - ((lines.length - 1) * 15) / 2 + titlePx / 3;
  const texts = lines.map((line, at) =>
    writeText(cut(line, width - 24, at === 0), {
      x: left,
      y: top + at * 15,
      px: at === 0 ? titlePx : detailPx,
      fill: palette(at === 0 ? 'text' : at === 1 && isFailed ? 'bad' : 'muted'),
      weight: at === 0 && node !== undefined ? 600 : 400,
    }),
  );
  const mark =
    node === undefined
      ? ''
      : `<rect x="${x}" y="${y + 8}" width="4" height="${height - 16}" rx="2" fill="${palette(itemToken(item))}"/>`;
  return `<g>${box}${mark}${texts.join('')}</g>`;
}

type TextLook = {
  readonly x: number;
  readonly y: number;
  readonly px: number;
  readonly fill: string;
  readonly weight: number;
};

function writeText(text: string, { x, y, px, fill, weight }: TextLook): string {
  return `<text x="${x}" y="${y}" font-size="${px}" font-weight="${weight}" fill="${fill}">${escapeXml(text)}</text>`;
}

function writeLine(way: string, isDashed: boolean, colour: string): string {
  const dashes = isDashed ? ' stroke-dasharray="5 4"' : '';
  return `<path d="${way}" fill="none" stroke="${colour}" stroke-width="1.5"${dashes}/>`;
}

function cut(text: string, width: number, isTitle: boolean): string {
  const letters = [...text];
  const most = Math.floor(width / (isTitle ? titlePx * letterWidth.bold : detailPx * letterWidth.plain));
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

// https://www.w3.org/TR/xml/#charsets: controls and lone surrogates have no place in a document, escaped or not.
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, ' ')
    .replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

function middleOf({ y, height }: GraphLayout, index: number): number {
  return (y[index] ?? 0) + (height[index] ?? 0) / 2;
}
