import type { AuditFilter } from '#lib/server/plans/audit/audit-filter';
import type { AuditLog } from '#lib/server/plans/audit/audit-log';
import type { AuditLogRow } from '#lib/server/plans/audit/audit-row';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { csvLineOf } from '#lib/text/csv-line';
import { auditLogLimits } from './limits.ts';
import { attachment } from './response-headers.ts';

/** How a file begins, how its rows read, what stands between them, and how it ends. */
type FileForm = {
  readonly type: string;
  readonly head: string;
  readonly rowText: (row: AuditLogRow) => string;
  readonly between: string;
  readonly end: string;
};

const columns = [
  ...(['row', 'time', 'actor', 'registry', 'repository', 'action', 'verb', 'target'] as const),
  ...(['digests', 'plan', 'result', 'requestId', 'owner', 'hash'] as const),
] as const;

const forms = {
  csv: {
    type: 'text/csv; charset=utf-8; header=present',
    head: csvLineOf(columns),
    rowText: (row) => csvLineOf(columns.map((name) => cellOf(row[name]))),
    between: '',
    end: '',
  },
  // The rows are what their hashes were made of.
  json: {
    type: 'application/json',
    head: '{"rows":[\n',
    rowText: (row) => JSON.stringify(row),
    between: ',\n',
    end: '\n]}\n',
  },
} as const satisfies Record<'csv' | 'json', FileForm>;

/**
 * All rows that a filter names as a file, the newest first. They are read as the client takes them, and never lie in
 * memory together; what is written meanwhile is left out. A file that cannot be made to its end breaks off.
 *
 * @throws ProblemError `request-invalid` for more rows than one file may have
 */
export async function exportAuditLog(
  log: AuditLog,
  filter: AuditFilter,
  format: keyof typeof forms,
): Promise<Response> {
  const { exportedMax } = auditLogLimits;
  if ((await log.count(filter, exportedMax + 1)) > exportedMax) {
    const rows = exportedMax.toLocaleString('en');
    throw invalidRequest(`More than ${rows} rows fit. Ask for less at once, by from= and until=.`);
  }
  const chunks = textOf(log, filter, forms[format]);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      'content-type': forms[format].type,
      'content-disposition': attachment(`audit-log.${format}`),
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    },
  });
}

async function* textOf(
  log: AuditLog,
  filter: AuditFilter,
  { head, rowText, between, end }: FileForm,
): AsyncGenerator<string> {
  yield head;
  let before: number | undefined;
  for (;;) {
    const rows = await log.find(filter, { max: auditLogLimits.exportedAtOnce, before });
    if (rows.length > 0) yield (before === undefined ? '' : between) + rows.map(rowText).join(between);
    before = rows.at(-1)?.row;
    if (rows.length < auditLogLimits.exportedAtOnce) break;
  }
  if (end !== '') yield end;
}

function cellOf(value: AuditLogRow[(typeof columns)[number]]): string | number | undefined {
  return typeof value === 'object' ? value.join(' ') : value;
}
