import type { DocumentMeaning, DocumentReading } from './document.ts';

/** What a node of the graph keeps of a document: no rows and no summary, and of a whole report its counts. */
export function meaningOfReading(reading: DocumentReading, isWhole: boolean): DocumentMeaning {
  const { kind, format, envelope, title, signer, binding } = reading;
  const severities = kind === 'vulnerability-report' && isWhole ? severitiesOf(reading) : undefined;
  return {
    kind,
    format,
    ...(envelope === undefined ? {} : { envelope }),
    title,
    ...(signer === undefined ? {} : { signer }),
    ...(binding === undefined ? {} : { binding }),
    ...(severities === undefined ? {} : { severities }),
  };
}

/** The severities that were found, each with its count: a clean report has none, and is told from one that was not read. */
function severitiesOf({ summary }: DocumentReading): Readonly<Record<string, number>> | undefined {
  const told = summary?.();
  if (told?.of !== 'report') return undefined;
  return Object.fromEntries(Object.entries(told.bySeverity).filter(([, count]) => count > 0));
}
