import { readableQuery } from '#components/ui/readable-query.ts';

/** What an audit is asked; the address of the page and the address of the API name each part alike. */
export type AuditQuery = {
  /** `host` or `host/name`. */
  readonly ref: string;
  /** Requirements, as `GET /api/audit` reads it; undefined: what the server has in its file. */
  readonly require?: string;
  /** One policy; undefined: all that apply. */
  readonly policy?: string;
  /** Of a registry the repositories that were chosen, joined by commas; undefined: all. */
  readonly repositories?: string;
};

const parts = ['require', 'policy', 'repositories'] as const;

/** What an address asks of `ref`; a part that is empty counts as absent. */
export function readAuditQuery(ref: string, search: string): AuditQuery {
  const query = new URLSearchParams(search);
  const known = parts.flatMap((part) => {
    const value = query.get(part) ?? '';
    return value === '' ? [] : [[part, value] as const];
  });
  return { ref, ...Object.fromEntries(known) };
}

/** What to change of the question; undefined takes a part out. */
export type AuditQueryChange = { readonly [Part in Exclude<keyof AuditQuery, 'ref'>]?: string | undefined };

/** The query of an address with these parts changed; undefined takes a part out, all else stays. */
export function writeAuditQuery(search: string, change: AuditQueryChange): string {
  const query = new URLSearchParams(search);
  for (const [part, value] of Object.entries(change)) {
    if (value === undefined || value === '') query.delete(part);
    else query.set(part, value);
  }
  return readableQuery(query);
}
