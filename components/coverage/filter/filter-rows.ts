import { repositoryOf } from '#components/coverage/stream/merge-rows.ts';
import type { AuditRow, EvidenceCell, EvidenceName, RowEvidence } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';
import { nothingRequired } from '#lib/audit/judge-row';
import type { AgeChoice, CoverageFilter, StateChoice } from './coverage-filter.ts';
import { ageOf } from './coverage-filter.ts';

/** The rows that a filter leaves; `now` in milliseconds since 1970. */
export function filterRows(
  rows: readonly AuditRow[],
  filter: CoverageFilter,
  now: number,
): readonly AuditRow[] {
  const fits = filterTests(filter, now);
  return fits.length === 0 ? rows : rows.filter((row) => fits.every((test) => test(row)));
}

type RowTest = (row: AuditRow) => boolean;

function filterTests(filter: CoverageFilter, now: number): readonly RowTest[] {
  const { lacks, has, states, made, report, kinds, platforms, verdicts, text } = filter;
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const oneOf = <T>(values: readonly T[], test: (row: AuditRow, value: T) => boolean): readonly RowTest[] =>
    values.length === 0 ? [] : [(row) => values.some((value) => test(row, value))];
  return [
    ...lacks.map(
      (name): RowTest =>
        ({ evidence }) =>
          evidence[name].state === 'none',
    ),
    ...has.map(
      (name): RowTest =>
        ({ evidence }) =>
          isThere(evidence[name]),
    ),
    ...oneOf(states, isInState),
    ...oneOf(made, (row, choice) => fitsAge(madeDaysAgo(row, now), choice)),
    ...oneOf(
      report,
      ({ evidence }, choice) => isThere(evidence.report) && fitsAge(evidence.report.age, choice),
    ),
    ...oneOf(kinds, ({ kind }, wanted) => kind === wanted),
    ...oneOf(platforms, (row, wanted) => row.platforms.some(({ platform }) => platform === wanted)),
    ...oneOf(verdicts, ({ verdict }, wanted) => verdict === wanted),
    ...words.map(
      (word): RowTest =>
        (row) =>
          holdsWord(row, word),
    ),
  ];
}

/** Whether evidence was found, also where it failed. */
function isThere({ state }: EvidenceCell): boolean {
  return state !== 'none' && state !== 'unknown';
}

/** Whether something of it is not determined: evidence that nobody could tell or check, or what is required of it. */
export function isUndetermined(row: AuditRow): boolean {
  const isOpen = ({ state, doubt }: EvidenceCell) =>
    state === 'unknown' || state === 'cannot-check' || doubt !== undefined;
  return (
    evidenceNames.some((name) => isOpen(row.evidence[name])) || (row.verdict === 'unknown' && isJudged(row))
  );
}

/** Whether anything is required of it, by a rule or by a policy. */
export function isJudged({ why, policy }: Pick<AuditRow, 'why' | 'policy'>): boolean {
  return policy !== undefined || why[0] !== nothingRequired;
}

/** Whole days since it was made; undefined where it does not tell. */
export function madeDaysAgo({ created }: Pick<AuditRow, 'created'>, now: number): number | undefined {
  const time = created === undefined ? Number.NaN : Date.parse(created);
  return Number.isNaN(time) ? undefined : Math.max(0, Math.floor((now - time) / dayMs));
}

const dayMs = 86_400_000;

function isInState(row: AuditRow, choice: StateChoice): boolean {
  if (choice === 'unknown') return isUndetermined(row);
  const [name, state] = choice.includes(':') ? choice.split(':') : [undefined, choice];
  const wanted = evidenceNames.filter((one) => name === undefined || one === name);
  return wanted.some((one) => hasState(row.evidence, one, state));
}

function hasState(evidence: RowEvidence, name: EvidenceName, state: string | undefined): boolean {
  const cell = evidence[name];
  if (state === 'partly') return cell.on === 'some platforms';
  // Of several pieces one may not hold beside another that does.
  return cell.state === state || (state === 'failed' && (cell.states?.failed ?? 0) > 0);
}

function fitsAge(days: number | undefined, choice: AgeChoice): boolean {
  const age = ageOf(choice);
  if (age === undefined || days === undefined) return age === undefined && days === undefined;
  return age.side === 'within' ? days <= age.days : days > age.days;
}

function holdsWord({ tags, reference, digest, platforms }: AuditRow, word: string): boolean {
  const holds = (text: string) => text.toLowerCase().includes(word);
  return (
    tags.some(holds) ||
    holds(repositoryOf(reference)) ||
    (digest ?? '').includes(word) ||
    platforms.some(({ platform }) => holds(platform))
  );
}
