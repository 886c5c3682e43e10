/** What of the audit log is shown, as people fill it in; empty narrows nothing. Days are those of UTC: `2026-11-27`. */
export type AuditLogFilter = Readonly<Record<FilterField, string>>;

export type FilterField = (typeof filterFields)[number];

/** The fields, by their names in the address. */
const filterFields = ['from', 'until', 'person', 'verb', 'repository', 'outcome'] as const;

/** What the address asks for. */
export function readAuditLogFilter(search: string): AuditLogFilter {
  const query = new URLSearchParams(search);
  const textOf = (name: FilterField) => query.get(name) ?? '';
  return {
    from: dayOf(textOf('from')),
    until: dayOf(textOf('until')),
    person: textOf('person'),
    verb: textOf('verb'),
    repository: textOf('repository'),
    outcome: textOf('outcome'),
  };
}

/** The query of an address with this filter in place of the one before. */
export function writeAuditLogFilter(search: string, filter: AuditLogFilter): string {
  const query = new URLSearchParams(search);
  for (const name of filterFields) {
    if (filter[name] === '') query.delete(name);
    else query.set(name, filter[name]);
  }
  return `${query}`;
}

/** Whether a filter leaves out anything. */
export function isNarrowing(filter: AuditLogFilter): boolean {
  return filterFields.some((name) => filter[name] !== '');
}

/** The parameters of the interface: a last day counts to its end. */
export function toAuditLogQuery({ from, until, ...texts }: AuditLogFilter) {
  const given = (text: string) => (text.trim() === '' ? undefined : text.trim());
  return {
    from: from === '' ? undefined : `${from}T00:00:00Z`,
    until: until === '' ? undefined : dayAfter(until),
    person: given(texts.person),
    verb: given(texts.verb),
    repository: given(texts.repository),
    outcome: given(texts.outcome),
  };
}

const dayMs = 24 * 60 * 60 * 1_000;

function dayAfter(day: string): string {
  return `${new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10)}T00:00:00Z`;
}

/** The text if it is a day that exists, with a year of four digits; else no day. */
function dayOf(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : '';
}
