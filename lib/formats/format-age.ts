const steps = [
  [60, 'second'],
  [60, 'minute'],
  [24, 'hour'],
  [30, 'day'],
  [12, 'month'],
  [Number.POSITIVE_INFINITY, 'year'],
] as const;

/** The time between `from` (RFC 3339) and `now` (milliseconds since the epoch) in its largest unit: `3 days ago`, `yesterday`; undefined for no date. */
export function formatAge(from: string, now: number): string | undefined {
  let value = Math.floor((now - Date.parse(from)) / 1000);
  if (Number.isNaN(value)) return undefined;
  if (value < 5) return 'just now';
  for (const [size, unit] of steps) {
    if (value === 1 && unit === 'day') return 'yesterday';
    if (value < size) return `${value} ${unit}${value === 1 ? '' : 's'} ago`;
    value = Math.floor(value / size);
  }
  return undefined;
}
