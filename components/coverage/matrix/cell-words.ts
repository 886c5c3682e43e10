import type { AuditRow, EvidenceCell, EvidenceName, ReportCell } from '#lib/audit/audit';
import { judgeRequirements } from '#lib/audit/judge-row';
import type { RequiredEvidence, Requirements } from '#lib/audit/requirements';
import type { Severity } from '#lib/formats/documents/rows';
import { evidenceStateWords } from '#lib/graph/verification/check-words';
import { shorten } from '#lib/text/untrusted-text';

/** What a cell shows: a shape, a word, and a few words more. */
export type CellWords = {
  readonly icon: EvidenceCell['state'] | { readonly severity: Severity };
  readonly word: string;
  readonly detail?: string;
  /** Something in the details that asks for a look. */
  readonly isWarning?: boolean;
  /** It is required, and proven to be missing: the only `none` that is red. */
  readonly isMissing: boolean;
};

/** What an artifact lacks of what is required. */
export type RowFaults = {
  /** The kinds of evidence that do not meet what is required of them. */
  readonly evidence: ReadonlySet<EvidenceName>;
  /** The same in a word or two each: `signature`, `old report`, `critical open`. */
  readonly words: readonly string[];
};

/** What an artifact lacks of what these requirements and its policy ask for. */
export function faultsOf(row: AuditRow, requirements: Requirements): RowFaults {
  const failed = judgeRequirements(row, requirements).filter(({ verdict }) => verdict === 'fail');
  const words = failed.map(({ required }) => faultWord(row, required));
  return {
    evidence: new Set(failed.map(({ required }) => required.evidence)),
    words: [...new Set([...words, ...(row.policy?.verdict === 'fail' ? ['policy'] : [])])],
  };
}

function faultWord(
  { evidence }: AuditRow,
  { evidence: name, maxAgeDays, maxSeverity }: RequiredEvidence,
): string {
  if (name !== 'report') return name === 'signature' || name === 'provenance' ? name : name.toUpperCase();
  const { state, age, worst } = evidence.report;
  if (state === 'none') return 'report';
  if (maxAgeDays !== undefined && age !== undefined && age > maxAgeDays) return 'old report';
  return maxSeverity !== undefined && worst !== undefined ? `${worst} open` : 'report';
}

/** What a cell shows; `platforms` are those of the artifact, none where the cell is of one platform. */
export function cellWords(
  name: EvidenceName,
  cell: EvidenceCell | ReportCell,
  {
    isRequired,
    platforms = [],
  }: { readonly isRequired: boolean; readonly platforms?: AuditRow['platforms'] },
): CellWords {
  if (name === 'report' && cell.state !== 'none' && cell.state !== 'unknown' && cell.state !== 'failed')
    return reportWords(cell);
  const base = {
    icon: cell.state,
    word: evidenceStateWords[cell.state],
    isMissing: isRequired && cell.state === 'none',
  };
  const detail = detailOf(name, cell, platforms);
  return detail === undefined ? base : { ...base, ...detail };
}

/** Days of a report after which it asks for a look where nobody says how old it may be. */
const oldReportDays = 7;

function reportWords(cell: ReportCell): CellWords {
  const { open, worst, age, state } = cell;
  const ageText = age === undefined ? undefined : dayText(age);
  const count = open === undefined ? undefined : `${open.toLocaleString('en')} open`;
  const isOld = age !== undefined && age > oldReportDays;
  const base = { isMissing: false, ...(isOld ? { isWarning: true } : {}) };
  if (worst === undefined) {
    const shown =
      open === 0
        ? ({ icon: { severity: 'none' }, word: '0 open' } as const)
        : { icon: state, word: evidenceStateWords[cell.state] };
    return { ...base, ...shown, ...(ageText === undefined ? {} : { detail: ageText }) };
  }
  // The count is the one of the head line of the artifact; the worst of it has its sign as well.
  const parts = count === undefined ? [ageText] : [`worst ${worst}`, ageText];
  const detail = parts.filter((part) => part !== undefined).join(', ');
  return { ...base, icon: { severity: worst }, word: count ?? worst, detail };
}

/** An age in whole days as people say it. */
export function dayText(days: number): string {
  if (days === 0) return 'today';
  return days === 1 ? '1 day' : `${days.toLocaleString('en')} days`;
}

function detailOf(
  name: EvidenceName,
  { state, on, states, unchecked, reason, count }: EvidenceCell,
  platforms: AuditRow['platforms'],
): Pick<CellWords, 'detail' | 'isWarning'> | undefined {
  if (state === 'none') return undefined;
  if (on === 'some platforms') {
    const same = platforms.filter(({ evidence }) => evidence[name].state === state).length;
    return { detail: `${same} of ${platforms.length} platforms`, isWarning: true };
  }
  const failed = states?.failed ?? 0;
  if (failed > 0 && state !== 'failed') return { detail: `${failed} of ${count} failed`, isWarning: true };
  if (reason !== undefined) return { detail: shorten(reason).replace(/\.$/, '') };
  // Why first: where there is no room for both, how many there are is what is cut.
  const why = state !== 'present' ? undefined : (unchecked ?? 0) > 0 ? 'not checked' : 'not signed';
  const many = count > 1 ? `${count}×` : undefined;
  const parts = [why, many].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : { detail: parts.join(', ') };
}
