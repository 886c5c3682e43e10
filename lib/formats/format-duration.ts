const units = [
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** A span of time in its one or two largest units: `45 s`, `2 min 10 s`, `3 h`. */
export function formatDuration(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [size, unit] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}
