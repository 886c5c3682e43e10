import type { Kind } from '#lib/oci/kind';
import type { DocumentContext, DocumentReading, DocumentRows } from './document.ts';
import { given } from './given.ts';
import { count, tally, titled } from './phrase.ts';
import type { ProductName, StatementRow } from './rows.ts';
import type { VexSummary } from './summaries.ts';

/** What OpenVEX and CSAF call the same, and CycloneDX by names of its own. */
export const vexStatuses = ['affected', 'not_affected', 'fixed', 'under_investigation'] as const;

export type VexStatus = (typeof vexStatuses)[number];

/** A document of statements, as its reader understood it. */
export type VexDocument = {
  /** How its title begins: `OpenVEX`, `CSAF VEX ACME-1`. */
  readonly name: string;
  readonly format: string;
  readonly kind?: Kind;
  readonly version?: string;
  readonly statements: () => Iterable<StatementRow>;
  /** What its title tells where no statement has one of the four words. */
  readonly counted?: () => string;
  /** Everything that is not counted. */
  readonly facts?: Partial<VexSummary>;
  /** Other lists that it holds. */
  readonly rows?: DocumentRows;
  readonly problems?: readonly string[];
};

/** A VEX document with its title, its summary and its statements. */
export function vexReading(context: DocumentContext, document: VexDocument): DocumentReading {
  const { name, format, kind = 'vex', version, statements, counted, facts = {}, rows, problems } = document;
  let known: VexSummary | undefined;
  const summarise = () => {
    known ??= summariseStatements(statements(), facts);
    return known;
  };
  return given<DocumentReading>({
    kind,
    format,
    version,
    title: titled(name, context, () => describeStatements(summarise(), counted)),
    summary: context.isWhole ? () => ({ of: 'vex', ...summarise() }) : undefined,
    rows: { statements, ...rows },
    problems,
  });
}

/** One pass over the statements of a document. */
export function summariseStatements(
  rows: Iterable<StatementRow>,
  facts: Partial<VexSummary> = {},
): VexSummary {
  const byStatus = { not_affected: 0, affected: 0, fixed: 0, under_investigation: 0 };
  const vulnerabilities = new Set<string>();
  const products = new Set<string>();
  let statements = 0;
  for (const row of rows) {
    statements++;
    if (isVexStatus(row.status)) byStatus[row.status]++;
    vulnerabilities.add(row.vulnerability);
    for (const product of row.products) products.add(keyOf(product));
  }
  return { statements, byStatus, vulnerabilities: vulnerabilities.size, products: products.size, ...facts };
}

/** Whether it is one of the four words that VEX has for what a vulnerability means to a product. */
function isVexStatus(word: string): word is VexStatus {
  return vexStatuses.some((status) => status === word);
}

function describeStatements({ byStatus, statements }: VexSummary, counted?: () => string): string {
  const counts = new Map(vexStatuses.map((status) => [status.replaceAll('_', ' '), byStatus[status]]));
  return tally(counts, [...counts.keys()]) ?? counted?.() ?? count(statements, 'statement');
}

function keyOf({ name, version, versions, purl, cpe, ids }: ProductName): string {
  return purl ?? cpe ?? ids?.[0] ?? `${name} ${version ?? versions ?? ''}`;
}
