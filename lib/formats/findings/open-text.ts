import type { Severity } from '#lib/formats/documents/rows';
import { severities } from '#lib/formats/documents/rows';
import type { Findings } from './joined-findings.ts';

/** The part of the joined findings that is counted. */
type Counted = Pick<Findings, 'bySeverity' | 'beside'>;

/** Severities that a line names, the gravest first; findings that were judged to be harmless are none of them. */
const named = severities.filter((severity) => severity !== 'none');

/**
 * What is open in an artifact, by all its reports together and after VEX: `23 open: 11 critical, 12 high; 6 in code`.
 * Every screen that counts findings says it with these words. `most` severities are named, and as many of what stands
 * beside vulnerabilities; all where it is left out.
 */
export function openText({ bySeverity, beside }: Counted, most?: number): string {
  const total = openCount({ bySeverity });
  const others = besideWords(beside).slice(0, most);
  if (total === 0 && others.length > 0) return `${others.join(', ')} open`;
  return [severityText(total, bySeverity, most), ...(others.length === 0 ? [] : [others.join(', ')])].join(
    '; ',
  );
}

/** How many vulnerabilities are open, of all severities. */
export function openCount({ bySeverity }: Pick<Findings, 'bySeverity'>): number {
  return severities.reduce((sum, severity) => sum + bySeverity[severity], 0);
}

function severityText(total: number, bySeverity: Findings['bySeverity'], most: number | undefined): string {
  const found = named.filter((severity) => bySeverity[severity] > 0);
  const words = (severity: Severity) => countWords(bySeverity[severity], severity);
  const [only] = found;
  if (only !== undefined && bySeverity[only] === total) return `${words(only)} open`;
  const all = `${total.toLocaleString('en')} open`;
  return found.length === 0 ? all : `${all}: ${found.slice(0, most).map(words).join(', ')}`;
}

function besideWords({ secrets, misconfigurations, code, licences }: Findings['beside']): readonly string[] {
  return [
    secrets === 0 ? undefined : countWords(secrets, secrets === 1 ? 'secret' : 'secrets'),
    misconfigurations === 0
      ? undefined
      : countWords(misconfigurations, misconfigurations === 1 ? 'failed check' : 'failed checks'),
    code === 0 ? undefined : countWords(code, 'in code'),
    licences === 0 ? undefined : countWords(licences, licences === 1 ? 'licence issue' : 'licence issues'),
  ].filter((part) => part !== undefined);
}

function countWords(count: number, words: string): string {
  return `${count.toLocaleString('en')} ${words}`;
}
