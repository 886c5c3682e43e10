/** The size of a chart, in the units of its drawing. */
type ChartSize = { readonly width: number; readonly height: number };

/** A value on a day, `2026-01-31`; undefined where it is not known. */
export type DayValue = { readonly day: string; readonly value: number | undefined };

const dayMs = 24 * 60 * 60 * 1000;

/** Over fewer days the one in the middle would stand beside its place. */
const marksFrom = 6;

/**
 * The line of a series as the path of an SVG, from the first day on the left to the last on the right; `most` fills the
 * height. A day without a value breaks the line, and one that stands alone is a short stroke.
 */
export function linePath(series: readonly DayValue[], most: number, { width, height }: ChartSize): string {
  const first = dayNumber(series[0]?.day);
  const span = Math.max(1, dayNumber(series.at(-1)?.day) - first);
  let isDrawn = false;
  const steps = series.map(({ day, value }, at) => {
    if (value === undefined) {
      isDrawn = false;
      return '';
    }
    const x = round(((dayNumber(day) - first) * width) / span);
    const y = round(height - (Math.min(value, most) * height) / Math.max(1, most));
    const isAlone = !isDrawn && series[at + 1]?.value === undefined;
    const step = isDrawn ? `L${x} ${y}` : `M${x} ${y}${isAlone ? 'h1' : ''}`;
    isDrawn = true;
    return step;
  });
  return steps.join('');
}

/** The values that the upright axis names, from the top: the middle only where it is a whole number. */
export function heightsOf(most: number): readonly number[] {
  return most % 2 === 0 ? [most, most / 2, 0] : [most, 0];
}

/** The days that stand below a chart: its ends, and the day in the middle of its width. */
export function marksOf(days: readonly string[]): readonly string[] {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const span = dayNumber(last) - dayNumber(first);
  if (span === 0) return [first];
  if (span < marksFrom) return [first, last];
  const middle = dayNumber(first) + Math.round(span / 2);
  return [first, new Date(middle * dayMs).toISOString().slice(0, 10), last];
}

function dayNumber(day: string | undefined): number {
  return day === undefined ? 0 : Date.parse(`${day}T00:00:00Z`) / dayMs;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
