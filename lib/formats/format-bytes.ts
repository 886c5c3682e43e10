const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A size in binary units with three significant digits at most: `512 B`, `24.3 MiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[unit]}`;
}
