import type { CellLook } from '#components/graph/diagram/cell-look.ts';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import type { ItemText } from '#components/graph/diagram/item-text.ts';
import type { ThemeColours } from '#components/graph/paint/theme-colours.ts';
import { barParts } from '#components/ui/bar-geometry.ts';
import { severityTokens } from '#components/ui/severity-tokens.ts';
import type { GraphNode } from '#lib/graph/model';
import type { Item } from '#lib/graph/picture/picture';
import { hasTrend, nodeOfItem } from '#lib/graph/picture/picture';
import type { Box } from '#lib/graph/picture/places';
import { boxOf } from '#lib/graph/picture/places';
import { countsOf } from '#lib/graph/trend';
import { formatShortDigest } from '#lib/oci/digest';
import { writeCheck, writeSign } from './svg-signs.ts';
import { lettersIn, round, wrapText, writeText } from './svg-text.ts';

const titlePx = 12.5;
const textPx = 11;
const linePitch = 14;
const barsMax = 40;

/** One item as a card with its sign, its words, its date and its digest, or as a pill with a tag. */
export function writeCard(
  { layout, picture }: Diagram,
  index: number,
  text: ItemText,
  palette: ThemeColours,
): string {
  const item = picture.items[index];
  if (item === undefined) return '';
  const box = boxOf(layout, index);
  if (item.type === 'tags') return writeTags(box, text.title, palette);
  const isFailed = text.check?.state === 'failed';
  const stroke = item.lane === 'root' ? 'image' : isFailed ? 'bad' : 'line-strong';
  const isGhost = item.type === 'node' && (item.node.state === 'missing' || item.node.state === 'unreadable');
  const sheets = item.type === 'stack' ? [writeBox(box, 6, palette), writeBox(box, 3, palette)] : [];
  const card = `<rect ${place(box)} rx="8" fill="${palette(isGhost ? 'canvas' : 'raised')}" stroke="${palette(stroke)}"${isGhost ? ' stroke-dasharray="4 3"' : ''}/>`;
  return `<g>${[...sheets, card, ...writeFace(item, box, text, palette)].join('')}</g>`;
}

function writeFace(item: Item, box: Box, text: ItemText, palette: ThemeColours): readonly string[] {
  const node = nodeOfItem(item);
  if (node === undefined) return [];
  const isRoot = item.lane === 'root';
  const size = isRoot ? 24 : 16;
  const middle = (box.minY + box.maxY) / 2;
  const left = box.minX + size + 20;
  const count = item.type === 'stack' ? item.members.length.toLocaleString('en') : '';
  const width = box.maxX - left - 8 - (count === '' ? 0 : 14 + count.length * 7);
  const title = wrapText(text.title, lettersIn(width, { px: titlePx, weight: 600 }), 2);
  const dated = datedDigest(node, lettersIn(width, { px: textPx }));
  const bars = item.type === 'stack' && hasTrend(item.members) ? item.members : undefined;
  const lines = [
    ...title.map((line) => ({ text: line, px: titlePx, fill: palette('text'), weight: 600 as const })),
    ...(text.detail === '' ? [] : [plain(text.detail, text.check?.state === 'failed' ? 'bad' : 'muted')]),
    ...(bars === undefined ? [] : [plain('', 'muted'), plain('', 'muted')]),
    ...(item.type === 'stack' && text.age !== undefined ? [plain(text.age, 'muted')] : []),
    ...(text.detail.includes(dated) ? [] : [plain(dated, 'muted')]),
  ].slice(0, bars === undefined ? 4 : 6);
  const top = middle - ((lines.length - 1) * linePitch) / 2 + textPx / 3;
  return [
    writeSign(node.kind, text.check?.state, { x: box.minX + 10, y: middle - size / 2, size }, palette),
    ...lines.map((line, at) => writeText(line.text, { ...line, x: left, y: top + at * linePitch })),
    ...(bars === undefined
      ? []
      : [writeBars(bars, { x: left, y: top + (title.length + 0.4) * linePitch, width }, palette)]),
    ...(count === '' ? [] : [writeCount(count, box, palette)]),
  ];

  function plain(line: string, token: string) {
    const fitted = wrapText(line, lettersIn(width, { px: textPx }), 1)[0] ?? '';
    return { text: fitted, px: textPx, fill: palette(token), weight: 400 as const };
  }
}

/** The day and the digest; without the name of the algorithm where there is no room for it. */
function datedDigest({ created, digest }: Pick<GraphNode, 'created' | 'digest'>, letters: number): string {
  const short = formatShortDigest(digest);
  if (created === undefined) return short;
  const whole = `${created.slice(0, 10)} · ${short}`;
  return whole.length <= letters ? whole : `${created.slice(0, 10)} · ${short.slice(short.indexOf(':') + 1)}`;
}

function writeCount(count: string, box: Box, palette: ThemeColours): string {
  const width = 12 + count.length * 7;
  const y = (box.minY + box.maxY) / 2;
  const pill = `<rect x="${round(box.maxX - width - 8)}" y="${round(y - 9)}" width="${width}" height="18" rx="9" fill="${palette('sunken')}"/>`;
  const x = box.maxX - width - 2;
  return pill + writeText(count, { x, y: y + 4, px: textPx, fill: palette('muted'), weight: 600 });
}

function writeBars(
  members: readonly Parameters<typeof countsOf>[0][],
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  palette: ThemeColours,
): string {
  const series = members.slice(0, barsMax).map(countsOf).reverse();
  return barParts(series, { width, height: 22, gap: 1.5 })
    .map(
      (part) =>
        `<rect x="${round(x + part.x)}" y="${round(y + part.y)}" width="${round(part.width)}" height="${round(part.height)}" fill="${palette(severityTokens[part.severity])}"/>`,
    )
    .join('');
}

function writeTags(box: Box, title: string, palette: ThemeColours): string {
  const shown = wrapText(title, lettersIn(box.maxX - box.minX - 24, { px: textPx }), 1)[0] ?? '';
  const width = Math.min(box.maxX - box.minX, 24 + shown.length * 6.6);
  const pill = { ...box, maxX: box.minX + width };
  return `<g><rect ${place(pill)} rx="13" fill="${palette('raised')}" stroke="${palette('line-strong')}"/>${writeText(shown, { x: box.minX + 12, y: box.minY + 17, px: textPx, fill: palette('text') })}</g>`;
}

/** One item as a cell of a grid, with its name for whoever points at it. */
export function writeGridCell(
  { layout, picture }: Diagram,
  index: number,
  text: ItemText,
  look: CellLook,
  palette: ThemeColours,
): string {
  const box = boxOf(layout, index);
  const item = picture.items[index];
  const height = (box.maxY - box.minY) * look.level;
  const colour = palette(look.token);
  const ground = `<rect ${place(box)} fill="${palette('raised')}" stroke="${colour}"${look.isHollow ? ' stroke-dasharray="3 2"' : ''}/>`;
  const level = look.isHollow
    ? ''
    : `<rect ${place({ ...box, minY: box.maxY - height })} fill="${colour}" fill-opacity="${round(look.strength)}"/>`;
  const isWide = box.maxX - box.minX > 100;
  const size = Math.min(box.maxX - box.minX, box.maxY - box.minY) * 0.8;
  const state = text.check?.state;
  const sign =
    isWide || state === undefined || state === 'present' || item?.type === 'tags'
      ? ''
      : writeCheck(
          state,
          { x: (box.minX + box.maxX - size) / 2, y: (box.minY + box.maxY - size) / 2, size },
          (token) => palette(token === 'raised' ? 'text' : 'raised'),
        );
  const name = isWide
    ? `<rect ${place({ minX: box.minX + 3, minY: box.minY + 1, maxX: box.maxX - 1, maxY: box.maxY - 1 })} fill="${palette('raised')}"/>${writeText(wrapText(text.title, lettersIn(box.maxX - box.minX - 10, { px: 9, weight: 600 }), 1)[0] ?? '', { x: box.minX + 7, y: box.maxY - 3, px: 9, fill: palette('text'), weight: 600 })}`
    : '';
  return `<g>${ground}${level}${sign}${name}</g>`;
}

function writeBox({ minX, minY, maxX, maxY }: Box, by: number, palette: ThemeColours): string {
  const moved = { minX: minX + by, minY: minY + by, maxX: maxX + by, maxY: maxY + by };
  return `<rect ${place(moved)} rx="8" fill="${palette('raised')}" stroke="${palette('line-strong')}"/>`;
}

function place({ minX, minY, maxX, maxY }: Box): string {
  return `x="${round(minX)}" y="${round(minY)}" width="${round(maxX - minX)}" height="${round(maxY - minY)}"`;
}
