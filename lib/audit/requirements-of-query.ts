import { severities } from '#lib/formats/documents/rows';
import { cleanText } from '#lib/text/untrusted-text';
import type { EvidenceName } from './audit.ts';
import { evidenceNames } from './audit.ts';
import { auditLimits } from './limits.ts';
import type { RequiredEvidence, Requirements } from './requirements.ts';
import { requiredPlaces, requiredStates } from './requirements.ts';

/** Requires nothing, so that a policy alone decides. */
const nothing = 'none';
const severityMark = 'max-';

/**
 * The requirements of a list in an address: `signature:matches:each,sbom,report:7d:max-high`. Behind a kind of evidence
 * come its options, each once and in any order: a state, where it has to hang, how many days old a report may be, and
 * the gravest finding that may be open. `none` requires nothing. What is not understood becomes a sentence.
 */
export function requirementsOfQuery(text: string): Requirements {
  if (text.length > auditLimits.queryMaxCharacters)
    return { rules: [], problems: [`It has more than ${auditLimits.queryMaxCharacters} characters.`] };
  if (text.trim() === nothing) return { rules: [] };
  const problems: string[] = [];
  const require = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .flatMap((entry) => {
      const reading = readEntry(entry);
      if (!('problem' in reading)) return reading;
      problems.push(reading.problem);
      return [];
    });
  if (require.length === 0 && problems.length === 0) problems.push('It names no kind of evidence.');
  const rules = require.length === 0 ? [] : [{ repositories: [], kinds: [], require }];
  return { rules, ...(problems.length === 0 ? {} : { problems }) };
}

/** The same list as text: `requirementsOfQuery` gives the same requirements back. */
export function formatRequirementsQuery(require: readonly RequiredEvidence[]): string {
  return require.length === 0 ? nothing : require.map(entryOf).join(',');
}

function entryOf({ evidence, state, platforms, maxAgeDays, maxSeverity }: RequiredEvidence): string {
  return [
    evidence,
    ...(state === 'present' ? [] : [state]),
    ...(platforms === undefined ? [] : [platforms]),
    ...(maxAgeDays === undefined ? [] : [`${maxAgeDays}d`]),
    ...(maxSeverity === undefined ? [] : [`${severityMark}${maxSeverity}`]),
  ].join(':');
}

type Problem = { readonly problem: string };
type Options = Partial<Omit<RequiredEvidence, 'evidence'>>;

function readEntry(entry: string): RequiredEvidence | Problem {
  const [name = '', ...words] = entry.split(':').map((word) => word.trim());
  const evidence = evidenceOf(name);
  if (evidence === undefined)
    return {
      problem: `${quote(name)} is not a known kind of evidence. Known are ${evidenceNames.join(', ')}, or ${nothing} alone.`,
    };
  let options: Options = {};
  for (const word of words) {
    const option = optionOf(word);
    if ('problem' in option) return { problem: `${quote(entry)}: ${option.problem}` };
    const field = Object.keys(option)[0] ?? '';
    if (Object.hasOwn(options, field))
      return { problem: `${quote(entry)}: ${quote(word)} repeats an earlier part.` };
    options = { ...options, ...option };
  }
  const isOfReport = options.maxAgeDays !== undefined || options.maxSeverity !== undefined;
  if (isOfReport && evidence !== 'report')
    return { problem: `${quote(entry)}: an age and a severity are only allowed for a report.` };
  const { state = 'present', ...others } = options;
  return { evidence, state, ...others };
}

function evidenceOf(name: string): EvidenceName | undefined {
  return name === 'vulnerability-report' ? 'report' : evidenceNames.find((one) => one === name);
}

function optionOf(word: string): Options | Problem {
  const state = requiredStates.find((one) => one === word);
  if (state !== undefined) return { state };
  const platforms = requiredPlaces.find((one) => one === word);
  if (platforms !== undefined) return { platforms };
  const days = /^(\d{1,5})d$/.exec(word)?.[1];
  if (days !== undefined && Number(days) <= auditLimits.ageMaxDays) return { maxAgeDays: Number(days) };
  const maxSeverity = severities.find((one) => `${severityMark}${one}` === word);
  if (maxSeverity !== undefined) return { maxSeverity };
  return { problem: problemOf(word) };
}

function problemOf(word: string): string {
  // "report:critical" could mean that a critical finding may be open, or that none may.
  if (severities.some((one) => one === word))
    return `write ${severityMark}${word}, which allows no open finding above ${word}.`;
  if (/^\d+d?$/.test(word)) return `write days such as 7d, at most ${auditLimits.ageMaxDays}d.`;
  return `${quote(word)} is unknown. Write a state (${requiredStates.join(', ')}), where it is attached (${requiredPlaces.join(', ')}), an age such as 7d, or ${severityMark}high.`;
}

function quote(text: string): string {
  return text === '' ? 'An empty part' : cleanText(text);
}
