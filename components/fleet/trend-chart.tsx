import type { DayValue } from './trend-lines.ts';
import { heightsOf, linePath, marksOf } from './trend-lines.ts';

/** One line of a chart. Its dashes tell it from the others where colours do not. */
export type TrendSeries = {
  readonly name: string;
  /** The name of a colour token. */
  readonly colour: string;
  readonly dashes: string;
  readonly values: readonly DayValue[];
  /** The newest value, as it is said. */
  readonly now: string;
};

type TrendChartProps = {
  readonly title: string;
  readonly series: readonly TrendSeries[];
  /** What fills the height. */
  readonly most: number;
  /** A value as the axis names it. */
  readonly textOf: (value: number) => string;
};

const size = { width: 600, height: 160 } as const;

/** Lines over days. The drawing says nothing aloud: the newest values stand below it, and all of them in a table. */
export function TrendChart({ title, series, most, textOf }: TrendChartProps) {
  const days = series[0]?.values ?? [];
  return (
    <figure aria-label={title} className="m-0 flex min-w-0 flex-col gap-2">
      <figcaption className="font-semibold">{title}</figcaption>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div
          aria-hidden="true"
          className="flex flex-col justify-between text-right text-sm text-muted tabular-nums"
        >
          {heightsOf(most).map((value) => (
            <span key={value}>{textOf(value)}</span>
          ))}
        </div>
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${size.width} ${size.height}`}
          preserveAspectRatio="none"
          className="block h-40 w-full overflow-visible"
        >
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <path
              key={share}
              d={`M0 ${share * size.height}H${size.width}`}
              stroke="var(--line)"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {series.map(({ name, colour, dashes, values }) => (
            <path
              key={name}
              d={linePath(values, most, size)}
              fill="none"
              stroke={`var(--${colour})`}
              strokeWidth={2}
              strokeLinejoin="round"
              strokeDasharray={dashes}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        <div
          aria-hidden="true"
          className="col-start-2 flex justify-between pt-1 text-sm text-muted tabular-nums"
        >
          {marksOf(days.map(({ day }) => day)).map((day) => (
            <span key={day}>{day}</span>
          ))}
        </div>
      </div>
      <Legend series={series} />
    </figure>
  );
}

function Legend({ series }: Pick<TrendChartProps, 'series'>) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {series.map(({ name, colour, dashes, now }) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg aria-hidden="true" viewBox="0 0 22 4" className="block h-1 w-[22px]">
            <path d="M0 2H22" stroke={`var(--${colour})`} strokeWidth={2} strokeDasharray={dashes} />
          </svg>
          {name} <strong className="font-semibold tabular-nums">{now}</strong>
        </li>
      ))}
    </ul>
  );
}
