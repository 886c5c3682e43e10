import type { Diagram } from '#components/graph/diagram/diagram.ts';
import { legendParts } from '#components/graph/diagram/legend-parts.ts';
import type { ThemeColours } from '#components/graph/paint/theme-colours.ts';
import { checkShapes } from '#components/ui/check-shapes.ts';
import { severityTokens } from '#components/ui/severity-tokens.ts';
import { checkMeanings, kindMeanings } from '#components/ui/sign-meanings.ts';
import { writeCheck, writeSign } from './svg-signs.ts';
import { round, writeText } from './svg-text.ts';

const rowHeight = 20;
const columnWidth = 290;
const px = 11;

type Entry = { readonly text: string; readonly write: (x: number, y: number) => string };

/** What the signs of this picture mean, in as many columns as there is room for; and how high that is. */
export function writeLegend(
  diagram: Diagram,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  palette: ThemeColours,
): { readonly svg: string; readonly height: number } {
  const entries = entriesOf(diagram, palette);
  const columns = Math.max(1, Math.floor(width / columnWidth));
  const rows = Math.ceil(entries.length / columns);
  const parts = entries.map(({ text, write }, at) => {
    const left = x + (at % columns) * columnWidth;
    const top = y + Math.floor(at / columns) * rowHeight;
    return write(left, top) + writeText(text, { x: left + 30, y: top + 11, px, fill: palette('muted') });
  });
  return { svg: `<g>${parts.join('')}</g>`, height: rows * rowHeight + 12 };
}

function entriesOf(diagram: Diagram, palette: ThemeColours): readonly Entry[] {
  const { kinds, checks, lines, hasCells } = legendParts(diagram);
  const line = (isDashed: boolean) => (x: number, y: number) =>
    `<path d="M${round(x)} ${round(y + 7)}h22" stroke="${palette('edge')}" stroke-width="1.5"${isDashed ? ' stroke-dasharray="5 4"' : ''}/>`;
  return [
    ...kindMeanings.flatMap(([kind, text]): Entry[] =>
      kinds.has(kind)
        ? [{ text, write: (x, y) => writeSign(kind, undefined, { x, y, size: 14 }, palette) }]
        : [],
    ),
    ...checkMeanings.flatMap(([state, text]): Entry[] =>
      checks.has(state) && checkShapes[state].length > 0
        ? [{ text, write: (x, y) => writeCheck(state, { x, y, size: 14 }, palette) }]
        : [],
    ),
    ...(hasCells ? severityEntries(palette) : []),
    ...(lines.has('refers-to')
      ? [{ text: 'refers to: the arrow points to the subject', write: line(true) }]
      : []),
    ...(lines.has('contains') ? [{ text: 'contains', write: line(false) }] : []),
  ];
}

function severityEntries(palette: ThemeColours): readonly Entry[] {
  const levels = [
    ['critical', 1],
    ['high', 0.75],
    ['medium', 0.5],
    ['low', 0.3],
  ] as const;
  return levels.map(([severity, level]) => ({
    text: `worst finding: ${severity}`,
    write: (x, y) => {
      const colour = palette(severityTokens[severity]);
      const box = `<rect x="${round(x)}" y="${round(y)}" width="16" height="14" fill="${palette('raised')}" stroke="${colour}"/>`;
      return `${box}<rect x="${round(x)}" y="${round(y + 14 * (1 - level))}" width="16" height="${round(14 * level)}" fill="${colour}"/>`;
    },
  }));
}
