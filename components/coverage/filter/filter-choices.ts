import type { AuditRow, CellState, EvidenceName } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';
import { evidenceStateWords } from '#lib/graph/verification/check-words';
import type { CoverageFilter, StateChoice } from './coverage-filter.ts';

/** The parts of a filter that have a menu. */
export type MenuPart = Exclude<keyof CoverageFilter, 'text'>;

/** Something to choose in a menu, and what it is called there. */
export type FilterChoice = { readonly value: string; readonly title: string };

/** The names of evidence on the page. */
export const evidenceTitles = {
  signature: 'Signature',
  provenance: 'Provenance',
  sbom: 'SBOM',
  vex: 'VEX',
  report: 'Report',
} as const satisfies Record<EvidenceName, string>;

/** What each menu is called. */
export const menuTitles = {
  lacks: 'Lacks',
  has: 'Has',
  states: 'State',
  made: 'Created',
  report: 'Report age',
  kinds: 'Kind',
  platforms: 'Platform',
  verdicts: 'Requirements',
} as const satisfies Record<MenuPart, string>;

const ofEvidence: readonly FilterChoice[] = evidenceNames.map((name) => ({
  value: name,
  title: evidenceTitles[name],
}));

const made: readonly FilterChoice[] = [
  { value: 'within-7d', title: 'in the last 7 days' },
  { value: 'within-30d', title: 'in the last 30 days' },
  { value: 'over-30d', title: 'more than 30 days ago' },
  { value: 'over-90d', title: 'more than 90 days ago' },
  { value: 'over-365d', title: 'more than a year ago' },
  { value: 'not-told', title: 'not stated' },
];

const report: readonly FilterChoice[] = [
  { value: 'within-1d', title: 'at most 1 day old' },
  { value: 'within-7d', title: 'at most 7 days old' },
  { value: 'over-7d', title: 'older than 7 days' },
  { value: 'over-30d', title: 'older than 30 days' },
  { value: 'not-told', title: 'age unknown' },
];

const verdicts: readonly FilterChoice[] = [
  { value: 'fail', title: 'fails' },
  { value: 'unknown', title: 'not determined' },
  { value: 'pass', title: 'passes' },
];

/** What a menu offers: of states, kinds and platforms what there is among the rows, and what was chosen. */
export function choicesOf(
  part: MenuPart,
  rows: readonly AuditRow[],
  filter: CoverageFilter,
): readonly FilterChoice[] {
  const offered = offeredBy(part, rows);
  const known = new Set(offered.map(({ value }) => value));
  // What an address asks for can be taken back, also where nothing has it.
  const others = filter[part].filter((value) => !known.has(value));
  return [...offered, ...others.map((value) => ({ value, title: choiceTitle(part, value) }))];
}

function offeredBy(part: MenuPart, rows: readonly AuditRow[]): readonly FilterChoice[] {
  switch (part) {
    case 'lacks':
    case 'has':
      return ofEvidence;
    case 'made':
      return made;
    case 'report':
      return report;
    case 'verdicts':
      return verdicts;
    case 'states':
      return statesIn(rows).map((value) => ({ value, title: choiceTitle(part, value) }));
    case 'kinds':
      return [...new Set(rows.flatMap(({ kind }) => kind ?? []))]
        .sort()
        .map((value) => ({ value, title: value }));
    case 'platforms':
      return [...new Set(rows.flatMap(({ platforms }) => platforms.map(({ platform }) => platform)))]
        .sort()
        .slice(0, platformsMax)
        .map((value) => ({ value, title: value }));
    default:
      return part satisfies never;
  }
}

/** A menu of more would be no menu. */
const platformsMax = 100;

/** What a value of a part is called. */
export function choiceTitle(part: MenuPart, value: string): string {
  const fixed = [...made, ...report, ...verdicts];
  if (part === 'lacks' || part === 'has')
    return ofEvidence.find((one) => one.value === value)?.title ?? value;
  if (part === 'states') return stateTitle(value);
  if (part === 'kinds' || part === 'platforms') return value;
  const own = part === 'verdicts' ? verdicts : part === 'made' ? made : report;
  const [side, days] = /^(within|over)-(\d+)d$/.exec(value)?.slice(1) ?? [];
  const said = own.find((one) => one.value === value) ?? fixed.find((one) => one.value === value);
  return said?.title ?? (side === 'within' ? `at most ${days} days` : `more than ${days} days`);
}

function stateTitle(value: string): string {
  const [first = '', second] = value.split(':');
  if (second === undefined) return `anything ${stateWordOf(first)}`;
  const name = evidenceNames.find((one) => one === first);
  return `${name === undefined ? first : evidenceTitles[name]} ${stateWordOf(second)}`;
}

function stateWordOf(state: string): string {
  if (state === 'partly') return 'on some platforms only';
  return Object.entries(evidenceStateWords).find(([key]) => key === state)?.[1] ?? state;
}

/** The states that rows are in, the worst first; what is not there is another menu's. */
function statesIn(rows: readonly AuditRow[]): readonly StateChoice[] {
  const met = new Set<string>();
  for (const { evidence } of rows)
    for (const name of evidenceNames) {
      met.add(`${name}:${evidence[name].state}`);
      if ((evidence[name].states?.failed ?? 0) > 0) met.add(`${name}:failed`);
      if (evidence[name].on === 'some platforms') met.add(`${name}:partly`);
    }
  const each = evidenceNames.flatMap((name) =>
    shownStates.map((state) => `${name}:${state}` as const).filter((choice) => met.has(choice)),
  );
  return ['unknown', 'failed', 'cannot-check', ...each];
}

const shownStates = [
  ...['failed', 'partly', 'cannot-check', 'unknown', 'present', 'valid', 'matches'],
] as const satisfies readonly (CellState | 'partly')[];
