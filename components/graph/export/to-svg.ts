import { cellLook } from '#components/graph/diagram/cell-look.ts';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import type { ItemText } from '#components/graph/diagram/item-text.ts';
import type { ThemeColours } from '#components/graph/paint/theme-colours.ts';
import type { GroupFrame } from '#lib/graph/picture/arrange-groups';
import type { Trunk } from '#lib/graph/picture/trunk';
import { formatMinute } from '#lib/text/format';
import { writeCard, writeGridCell } from './svg-items.ts';
import { writeLegend } from './svg-legend.ts';
import { writeSign } from './svg-signs.ts';
import { round, writeText } from './svg-text.ts';

const margin = 24;
const captionHeight = 44;
const fonts = 'Inter, system-ui, sans-serif';

/** What an exported picture says of itself. */
export type PictureCaption = {
  readonly reference: string;
  /** When the picture was made, in milliseconds since 1970. */
  readonly now: number;
};

/**
 * The whole picture as an SVG document of its own, in the colours of the palette, with a caption above it and a legend
 * below; nothing in it is loaded or run.
 */
export function toSvg(
  diagram: Diagram,
  textOf: (index: number) => ItemText,
  palette: ThemeColours,
  { reference, now }: PictureCaption,
): string {
  const { layout, picture } = diagram;
  const { minX, minY, maxX, maxY } = layout.bounds;
  const width = Math.ceil(Math.max(maxX - minX, leastWidth) + 2 * margin);
  const legend = writeLegend(diagram, { x: minX, y: maxY + margin, width: width - 2 * margin }, palette);
  const height = Math.ceil(maxY - minY + 2 * margin + captionHeight + legend.height);
  const left = minX - margin;
  const top = minY - margin - captionHeight;
  const caption = { x: minX, y: top + 26, px: 15, fill: palette('text'), weight: 600 } as const;
  const date = formatMinute(new Date(now).toISOString());
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${[left, top, width, height].map(round).join(' ')}" font-family="${fonts}">`,
    `<rect x="${round(left)}" y="${round(top)}" width="${width}" height="${height}" fill="${palette('canvas')}"/>`,
    writeText(reference, caption),
    writeText(date, { x: minX, y: top + 44, px: 12, fill: palette('muted') }),
    ...layout.frames.map((frame) => writeFrame(frame, palette)),
    ...layout.trunks.map((trunk) => writeTrunk(trunk, palette)),
    ...picture.items.map((item, index) =>
      layout.isCell[index] === 1
        ? writeGridCell(diagram, index, textOf(index), cellLook(item, now), palette)
        : writeCard(diagram, index, textOf(index), palette),
    ),
    legend.svg,
    '</svg>\n',
  ].join('\n');
}

const leastWidth = 520;

function writeFrame(
  { group, minX, minY, maxX, maxY, titleHeight }: GroupFrame,
  palette: ThemeColours,
): string {
  const box = `<rect x="${round(minX)}" y="${round(minY)}" width="${round(maxX - minX)}" height="${round(maxY - minY)}" rx="10" fill="${palette('sunken')}" stroke="${palette('line-strong')}"/>`;
  const middle = minY + titleHeight / 2;
  const px = Math.min(13 * Math.max(1, titleHeight / 40), 60);
  const sign = writeSign(
    group.kind,
    undefined,
    { x: minX + 10, y: middle - px * 0.6, size: px * 1.2 },
    palette,
  );
  const name = `${group.title} ${group.count.toLocaleString('en')}`;
  const look = {
    x: minX + 10 + px * 1.7,
    y: middle + px * 0.36,
    px: round(px),
    fill: palette('text'),
    weight: 600,
  } as const;
  return box + sign + writeText(name, look);
}

function writeTrunk({ line, x, fromX, fromY, ends, arrow }: Trunk, palette: ThemeColours): string {
  const ys = [fromY, ...ends.map((end) => end.y)];
  const upright = `M${round(x)} ${round(Math.min(...ys))}V${round(Math.max(...ys))}`;
  const stubs = ends.map((end) => `M${round(x)} ${round(end.y)}H${round(end.x)}`);
  const way = `M${round(fromX)} ${round(fromY)}H${round(x)}${upright}${stubs.join('')}`;
  const dashes = line === 'refers-to' ? ' stroke-dasharray="5 4"' : '';
  const colour = palette('edge');
  const heads =
    arrow === 'none'
      ? []
      : arrow === 'from'
        ? [writeHead(fromX, fromY, x > fromX ? 1 : -1, colour)]
        : ends.map((end) => writeHead(end.x, end.y, -1, colour));
  return `<path d="${way}" fill="none" stroke="${colour}" stroke-width="1.5"${dashes}/>${heads.join('')}`;
}

/** The head of an arrow whose tip is here, with its line on the right for 1 and on the left for -1. */
function writeHead(x: number, y: number, side: number, colour: string): string {
  return `<path d="M${round(x + side)} ${round(y)}l${9 * side} -4.5v9z" fill="${colour}"/>`;
}
