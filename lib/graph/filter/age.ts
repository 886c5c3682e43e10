/** How old an artifact may be: each of the first four holds the ones before it. */
export const ages = ['day', 'week', 'month', 'year', 'older', 'undated'] as const;
export type Age = (typeof ages)[number];

const dayMs = 86_400_000;
const longest = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs, year: 365 * dayMs } as const;

/** All ages that fit a date (RFC 3339) at `now` (milliseconds since the epoch): yesterday is of this week and this year too. */
export function agesOf(created: string | undefined, now: number): readonly Age[] {
  const time = created === undefined ? Number.NaN : Date.parse(created);
  if (Number.isNaN(time)) return ['undated'];
  const fitting = (['day', 'week', 'month', 'year'] as const).filter((age) => now - time <= longest[age]);
  return fitting.length === 0 ? ['older'] : fitting;
}
