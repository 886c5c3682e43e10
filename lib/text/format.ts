const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A size in binary units with three significant digits at most: `512 B`, `24.3 MiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < byteUnits.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${byteUnits[unit]}`;
}

const ageUnits = [
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
  for (const [size, unit] of ageUnits) {
    if (value === 1 && unit === 'day') return 'yesterday';
    if (value < size) return `${value} ${unit}${value === 1 ? '' : 's'} ago`;
    value = Math.floor(value / size);
  }
  return undefined;
}

const durationUnits = [
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** A span of time in its one or two largest units: `45 s`, `2 min 10 s`, `3 h`. */
export function formatDuration(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [size, unit] of durationUnits) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}

/** The day of a time (RFC 3339) in UTC, with its year where that is not the year of `now` (milliseconds since the epoch): `26 Nov`, `1 May 2024`; undefined for no date. */
export function formatDay(time: string, now: number): string | undefined {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return undefined;
  const isThisYear = date.getUTCFullYear() === new Date(now).getUTCFullYear();
  return new Intl.DateTimeFormat('en-GB', {
    ...{ day: 'numeric', month: 'short', timeZone: 'UTC' },
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(date);
}

/** A time in UTC (RFC 3339 with `Z`) to the minute: `2026-11-26 09:30 UTC`. */
export function formatMinute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
