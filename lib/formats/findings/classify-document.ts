import type { DocumentSubject } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { isCopyleft } from '#lib/formats/documents/licence';
import type { FindingRow, StatementRow } from '#lib/formats/documents/rows';
import type { DocumentSummary } from '#lib/formats/documents/summaries';
import type { Digest } from '#lib/oci/digest';
import type { JoinedArtifact, ReportEvidence, StatementEvidence } from './evidence.ts';
import type { FindingsProvenance, FindingsSbom } from './joined-findings.ts';

/** A document that was read, as far as findings need it. */
export type ReadDocument = {
  readonly title: string;
  readonly format: string;
  readonly summary?: DocumentSummary;
  readonly subjects: readonly DocumentSubject[];
  readonly findings?: readonly FindingRow[];
  readonly statements?: readonly StatementRow[];
};

/** Where a document lies: the artifact that carries it, what that hangs on, and when it was attached. */
export type DocumentPlace = { readonly digest: Digest; readonly about: Digest; readonly created?: string };

/** What a document is worth for the findings of an artifact; one may be several, as an SBOM that lists vulnerabilities. */
export type ClassifiedDocument = {
  readonly report?: ReportEvidence;
  readonly statements?: StatementEvidence;
  readonly sbom?: FindingsSbom;
  readonly provenance?: FindingsProvenance;
  /** Why it counts for nothing, as a sentence. */
  readonly unread?: string;
};

/** Sorts a document by what it says, whatever its artifact is declared as. `olderUnread`: see {@link ReportEvidence}. */
export function classifyDocument(
  document: ReadDocument,
  place: DocumentPlace,
  artifact: JoinedArtifact,
  olderUnread = 0,
): ClassifiedDocument {
  const about = aboutOf(document, place, artifact);
  if (about === undefined) return { unread: 'It says that it is about another artifact.' };
  const { title, format, summary, findings, statements } = document;
  const found = { digest: place.digest, about, title, format, olderUnread };
  const single = given<Pick<FindingsSbom, 'digest' | 'about' | 'title' | 'platform'>>({
    digest: place.digest,
    about: about[0],
    title,
    platform: artifact.platforms.get(about[0]),
  });
  return given<ClassifiedDocument>({
    report: findings === undefined ? undefined : reportOf(found, findings, summary, place.created),
    statements:
      statements === undefined || statements.length === 0
        ? undefined
        : statementsOf(found, statements, document),
    sbom: summary?.of === 'sbom' ? sbomOf(single, format, summary) : undefined,
    provenance:
      summary?.of === 'provenance'
        ? given<FindingsProvenance>({
            ...single,
            platform: single.platform,
            source: summary.source,
            builder: summary.builder,
          })
        : undefined,
    unread: undefined,
  });
}

/** What hangs on an index may say itself which of its platforms it is about; undefined where it names none of them. */
function aboutOf(
  { subjects }: ReadDocument,
  place: DocumentPlace,
  { root, platforms }: JoinedArtifact,
): readonly [Digest, ...Digest[]] | undefined {
  const names = new Set(subjects.flatMap(({ digest }) => digest ?? []));
  if (names.size === 0 || names.has(place.about)) return [place.about];
  const [first, ...others] = [root, ...platforms.keys()].filter((digest) => names.has(digest));
  return first === undefined ? undefined : [first, ...others];
}

type Found = Pick<ReportEvidence, 'digest' | 'about' | 'title' | 'format' | 'olderUnread'>;

function reportOf(
  found: Found,
  findings: readonly FindingRow[],
  summary: DocumentSummary | undefined,
  created: string | undefined,
): ReportEvidence | undefined {
  const isReport = summary?.of === 'report';
  // Vulnerabilities in an SBOM or a VEX: what made it is the tool.
  if (!isReport && findings.length === 0) return undefined;
  const tools = isReport || summary?.of === 'sbom' ? summary.tools : [];
  const isBeside = findings.length > 0 && findings.every(({ category }) => category !== undefined);
  return given<ReportEvidence>({
    ...found,
    tool: toolName(tools[0] ?? found.format),
    scannedAt: isReport ? summary.scannedAt : summary?.of === 'sbom' ? summary.created : undefined,
    created,
    findings,
    isBeside: isBeside ? true : undefined,
  });
}

/** `Trivy` of `trivy 0.69.1`, `syft` of `syft-1.4.0`; syft writes `[not provided]` where it was built without a version. */
function toolName(tool: string): string {
  const name = tool.replace(/[\s-]{1,4}(?:v?\d[\w.+-]{0,40}|\[not provided\])$/, '').trim();
  return name === '' ? tool : name;
}

function statementsOf(
  found: Found,
  statements: readonly StatementRow[],
  { summary, subjects }: ReadDocument,
): StatementEvidence {
  const { olderUnread: _, ...where } = found;
  return given<StatementEvidence>({
    ...where,
    author: summary?.of === 'vex' ? summary.author : undefined,
    timestamp: summary?.of === 'vex' ? summary.timestamp : undefined,
    statements,
    subjects: subjects.flatMap(({ digest }) => digest ?? []),
  });
}

function sbomOf(
  found: Pick<FindingsSbom, 'digest' | 'about' | 'title' | 'platform'>,
  format: string,
  { packages, licences, tools, created }: Extract<DocumentSummary, { of: 'sbom' }>,
): FindingsSbom {
  const copyleft = licences.reduce(
    (sum, { expression, count }) => (isCopyleft(expression) ? sum + count : sum),
    0,
  );
  const tool = tools[0] === undefined ? undefined : toolName(tools[0]);
  return given<FindingsSbom>({
    ...found,
    platform: found.platform,
    packages,
    copyleft,
    format,
    tool,
    created,
  });
}
