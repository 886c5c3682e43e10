/** `30 Trivy reports`, `4 signatures`: a count before the name of a stack, whose first letter is large only in a name. */
export function plural(count: number, title: string): string {
  const [first = ''] = title.split(' ');
  // `Reports` is a noun at the head of a title, `Trivy` and `SBOMs` are names.
  const isNoun = /^[A-Z][a-z]+s$/.test(first) || first === 'Signature';
  const name = isNoun ? title.charAt(0).toLowerCase() + title.slice(1) : title;
  return `${count.toLocaleString('en')} ${name}`;
}

/**
 * What tells each of these times from the others, in UTC: `22 Nov`, to the minute where two share a day, with its year
 * where not all are of one; undefined for what is no date.
 */
export function timeTexts(times: readonly (string | undefined)[]): readonly (string | undefined)[] {
  const parsed = times
    .map((time) => Date.parse(time ?? ''))
    .map((time) => (Number.isNaN(time) ? undefined : time));
  const known = parsed.filter((time) => time !== undefined);
  const hasClock = new Set(known.map((time) => Math.floor(time / dayMs))).size < known.length;
  const hasYear = new Set(known.map((time) => new Date(time).getUTCFullYear())).size > 1;
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ day: 'numeric', month: 'short', timeZone: 'UTC' },
    ...(hasYear ? { year: 'numeric' } : {}),
    ...(hasClock ? { hour: '2-digit', minute: '2-digit' } : {}),
  });
  return parsed.map((time) => (time === undefined ? undefined : format.format(time)));
}

const dayMs = 24 * 60 * 60 * 1000;
