/** `30 Trivy reports`, `4 signatures`: a count before the name of a stack, whose first letter is large only in a name. */
export function plural(count: number, title: string): string {
  const [first = ''] = title.split(' ');
  // `Reports` is a noun at the head of a title, `Trivy` and `SBOMs` are names.
  const isNoun = /^[A-Z][a-z]+s$/.test(first) || first === 'Signature';
  const name = isNoun ? title.charAt(0).toLowerCase() + title.slice(1) : title;
  return `${count.toLocaleString('en')} ${name}`;
}

/** `22 Nov, 03:15` in UTC, to the minute, with its year where that is not `year`; undefined for no date. */
export function timeText(created: string | undefined, year?: number): string | undefined {
  const time = Date.parse(created ?? '');
  if (Number.isNaN(time)) return undefined;
  return new Intl.DateTimeFormat('en-GB', {
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' },
    ...(yearOf(created) === year ? {} : { year: 'numeric' }),
  }).format(time);
}

/** The year of a time in UTC; undefined for no date. */
export function yearOf(created: string | undefined): number | undefined {
  const time = Date.parse(created ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).getUTCFullYear();
}
