import type { Findings } from '#lib/formats/findings/joined-findings';
import type { Summary } from '#lib/graph/summary';
import type { TrendSeverity } from '#lib/graph/trend';
import { countsText, trendSeverities } from '#lib/graph/trend';
import type { Kind } from '#lib/oci/kind';
import { formatAge } from '#lib/text/format';

/** What of an artifact is asked while the list already stands: an answer, none yet, or a failure in a sentence. */
export type Asked<T> =
  | { readonly state: 'asking' }
  | { readonly state: 'known'; readonly value: T }
  | { readonly state: 'failed'; readonly reason: string };

/** What a row says of the worst that is open in an artifact. */
export type OpenPart =
  | { readonly state: 'asking' }
  /** `severity` has its icon; without one nothing is open, or no report says. */
  | { readonly state: 'known'; readonly text: string; readonly severity?: TrendSeverity }
  | { readonly state: 'unknown'; readonly reason: string };

/** What a row of the list of opened artifacts says; undefined parts are unknown yet. */
export type ContinueFacts = {
  readonly kind?: Kind;
  readonly kindText: string;
  readonly age: string;
  readonly open: OpenPart;
};

/** The part of the findings that counts here. */
type ReadFindings = Pick<Findings, 'bySeverity' | 'unread'>;

const nothing = { state: 'known', text: '' } as const;

/** Whether the findings of an artifact are worth a question: where a report was found. */
export function hasReport(summary: Summary): boolean {
  return summary.evidence.some(({ kind, state }) => kind === 'vulnerability-report' && state === 'found');
}

/** The row of an artifact from what the registry says of it; `now` in milliseconds since 1970. */
export function continueFacts(
  summary: Asked<Summary | null>,
  findings: Asked<ReadFindings>,
  now: number,
): ContinueFacts {
  if (summary.state === 'asking') return { kindText: '', age: '', open: summary };
  if (summary.state === 'failed') {
    return { kindText: 'artifact', age: '', open: { state: 'unknown', reason: summary.reason } };
  }
  if (summary.value === null) return { kindText: 'no longer there', age: '', open: nothing };
  const { node, created } = summary.value;
  return {
    kind: node.kind,
    kindText: kindText(node.kind),
    age: (created === undefined ? undefined : formatAge(created, now)) ?? '',
    open: openPart(summary.value, findings),
  };
}

function openPart(summary: Summary, findings: Asked<ReadFindings>): OpenPart {
  const report = summary.evidence.find(({ kind }) => kind === 'vulnerability-report');
  // A signature or a report has no report of its own.
  const isScanned = summary.node.kind === 'image' || summary.node.kind === 'index';
  if (report === undefined || report.state === 'asking') return nothing;
  if (report.state === 'unknown') return { state: 'unknown', reason: report.reason };
  if (report.state === 'none') return isScanned ? { state: 'known', text: 'no report' } : nothing;
  if (findings.state === 'asking') return findings;
  if (findings.state === 'failed') return { state: 'unknown', reason: findings.reason };
  const { bySeverity, unread } = findings.value;
  const severity = trendSeverities.find((one) => bySeverity[one] > 0);
  // What could not be read may be the worst of all.
  const [missing] = unread;
  if (severity === undefined && missing !== undefined) return { state: 'unknown', reason: missing.reason };
  if (severity === undefined) return { state: 'known', text: 'nothing open' };
  return { state: 'known', text: countsText({ [severity]: bySeverity[severity] }, 1), severity };
}

function kindText(kind: Kind): string {
  return kind === 'sbom' || kind === 'vex' ? kind.toUpperCase() : kind.replaceAll('-', ' ');
}
