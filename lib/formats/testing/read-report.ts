import type { JsonReader } from '#lib/formats/documents/document';
import type { FindingRow } from '#lib/formats/documents/rows';
import type { DocumentSummary } from '#lib/formats/documents/summaries';

/** What a reader makes of a value: its title, its findings and its summary; nothing where it is of another form. */
export function readReport(
  read: JsonReader,
  value: unknown,
): {
  readonly title?: string;
  readonly rows: readonly FindingRow[];
  readonly summary?: DocumentSummary;
} {
  const reading = read(value, { isWhole: true, bytes: 100, annotations: {} });
  if (reading === undefined) return { rows: [] };
  const summary = reading.summary?.();
  const rows = [...(reading.rows?.findings?.() ?? [])];
  return { title: reading.title, rows, ...(summary === undefined ? {} : { summary }) };
}
