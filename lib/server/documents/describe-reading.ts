import type { DocumentReading } from '#lib/formats/documents/document';
import { partNames } from '#lib/formats/documents/rows';
import type { DocumentSummary } from '#lib/formats/documents/summaries';
import { OciError } from '#lib/oci/oci-error';
import { limits } from '#lib/server/platform/limits';
import type { OpenedDocument, OpenedRows } from './document-types.ts';

/**
 * What is told of a document beside its rows. A summary that cannot be made is a problem of that document.
 * `firstRows`: nobody waits for the whole summary, and these rows are told with what is known without it.
 */
export function describeReading(
  reading: DocumentReading,
  index: number,
  isWhole: boolean,
  firstRows?: OpenedRows,
): OpenedDocument {
  const { kind, format, version, title, envelope, envelopes, subjects = [], rows = {} } = reading;
  const problems = [...(reading.problems ?? [])].slice(0, limits.documentProblemsMax);
  const summary = attempt(firstRows === undefined ? reading.summary : reading.brief, problems);
  const signature = attempt(reading.signature, problems);
  return {
    index,
    envelope: [...(envelopes ?? (envelope === undefined ? [] : [envelope]))],
    kind,
    format,
    ...(version === undefined ? {} : { version }),
    title,
    isWhole,
    ...(summary === undefined ? {} : { summary }),
    ...(firstRows === undefined ? {} : { isCounting: true, firstRows }),
    ...(signature === undefined ? {} : { signature }),
    subjects: subjects.slice(0, limits.documentSubjectsMax),
    parts: partNames.filter((name) => rows[name] !== undefined).map((name) => ({ name })),
    problems,
  };
}

function attempt(make: (() => DocumentSummary) | undefined, problems: string[]): DocumentSummary | undefined {
  try {
    return make?.();
  } catch (error) {
    if (!(error instanceof OciError)) throw error;
    problems.push(error.message);
    return undefined;
  }
}
