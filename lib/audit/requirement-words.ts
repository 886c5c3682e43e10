import type { Severity } from '#lib/formats/documents/rows';
import type { EvidenceName } from './audit.ts';
import { evidenceWords } from './judge-cell.ts';
import type { RequiredEvidence, RequiredState, RequirementRule } from './requirements.ts';

const stateClauses: Readonly<Record<RequiredState, string>> = {
  present: '',
  valid: ' that is valid',
  matches: ' that matches the policy',
};
const placeClauses = { each: ' on each platform', any: ' on it or on one platform', index: ' on the index' };

/** A requirement as a sentence without its full stop. */
export function requirementSentence(required: RequiredEvidence): string {
  const { evidence, state, platforms, maxAgeDays, maxSeverity } = required;
  const age = maxAgeDays === undefined ? '' : `, at most ${days(maxAgeDays)} old`;
  const open = maxSeverity === undefined ? '' : `, with no open finding above ${maxSeverity}`;
  const place = platforms === undefined ? '' : placeClauses[platforms];
  return `The artifact must have ${evidenceWords[evidence]}${stateClauses[state]}${place}${age}${open}`;
}

/** The name of each kind of evidence, as headings have it. */
const evidenceTitles: Readonly<Record<EvidenceName, string>> = {
  signature: 'Signature',
  provenance: 'Provenance',
  sbom: 'SBOM',
  vex: 'VEX',
  report: 'Report',
};

const stateLabels: Readonly<Record<RequiredState, string>> = {
  present: '',
  valid: ' is valid',
  matches: ' matches the policy',
};

/** The same in a few words: `Report at most 7 days old, no critical open`. */
export function requirementLabel(required: RequiredEvidence): string {
  const { evidence, state, platforms, maxAgeDays, maxSeverity } = required;
  const first = `${evidenceTitles[evidence]}${stateLabels[state]}`;
  const place = platforms === undefined ? '' : placeClauses[platforms];
  const age = maxAgeDays === undefined ? [] : [ageLabel(maxAgeDays)];
  const open = maxSeverity === undefined ? [] : [openLabel(maxSeverity)];
  const [next, ...others] = [...age, ...open];
  const joint = state === 'present' && place === '' ? ' ' : ', ';
  return [`${first}${place}${next === undefined ? '' : joint + next}`, ...others].join(', ');
}

/** How old a report may be, in a few words. */
function ageLabel(maxAgeDays: number): string {
  return `at most ${days(maxAgeDays)} old`;
}

/** What may be open, in a few words. */
function openLabel(maxSeverity: Severity): string {
  switch (maxSeverity) {
    case 'critical':
    case 'unknown':
      return `any open finding, up to ${maxSeverity}`;
    case 'high':
      return 'no critical open';
    case 'none':
      return 'no open finding with a severity';
    default:
      return `nothing open above ${maxSeverity}`;
  }
}

/** For what a rule is, in a few words; undefined where it is for every artifact. */
export function ruleScope({ repositories, kinds }: RequirementRule): string | undefined {
  const isEvery = repositories.length === 0 || repositories.includes('**');
  const parts = [...(isEvery ? [] : repositories), ...kinds];
  return parts.length === 0 ? undefined : parts.join(', ');
}

function days(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'day' : 'days'}`;
}
