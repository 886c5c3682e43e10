import type { RowView, RowViewAction } from '#components/viewers/rows/row-view.ts';
import { initialRowView, reduceRowView, rowViewOf } from '#components/viewers/rows/row-view.ts';
import { severityRank } from '#lib/formats/documents/severity';
import type { FilterColumn } from '#lib/formats/rows/row-fields';
import { searchText, sortKey } from '#lib/formats/rows/row-fields';
import type { ShownFinding } from './add-vex.ts';

/** The parts of a report: each has its own table. */
const segments = ['vulnerability', 'misconfiguration', 'secret', 'licence', 'code'] as const;
export type Segment = (typeof segments)[number];

/** How somebody looks at the findings of a report. */
export type FindingView = {
  readonly rows: RowView;
  /** Undefined until somebody chooses: then the first segment that has findings. */
  readonly segment: Segment | undefined;
  /** Shows what VEX excuses. */
  readonly showsExcused: boolean;
  /** Shows what the tool itself leaves out: suppressed, passed, gone. */
  readonly showsSuppressed: boolean;
};

export type FindingViewAction =
  | RowViewAction
  | { readonly type: 'segment'; readonly segment: Segment }
  | { readonly type: 'show'; readonly what: 'excused' | 'suppressed' };

export const initialFindingView: FindingView = {
  rows: initialRowView,
  segment: undefined,
  showsExcused: false,
  showsSuppressed: false,
};

/** The first view of findings that are searched for these words. */
export function findingViewOf(words: string): FindingView {
  return { ...initialFindingView, rows: rowViewOf(words) };
}

/** The view after an action; another segment starts without filters. */
export function reduceFindingView(view: FindingView, action: FindingViewAction): FindingView {
  switch (action.type) {
    case 'segment':
      return { ...view, segment: action.segment, rows: initialRowView };
    case 'show':
      return action.what === 'excused'
        ? { ...view, showsExcused: !view.showsExcused }
        : { ...view, showsSuppressed: !view.showsSuppressed };
    default:
      return { ...view, rows: reduceRowView(view.rows, action) };
  }
}

export type FindingList = {
  readonly segment: Segment;
  /** The segments that have findings, with how many of them are open. */
  readonly segments: readonly { readonly name: Segment; readonly count: number }[];
  /** What fits the view, in its order. */
  readonly shown: readonly ShownFinding[];
  /** How many findings there would be without words and filters. */
  readonly of: number;
  /** Of these, by the values of the columns that filter. */
  readonly counts: Readonly<Record<'severity' | 'level' | 'fixable', ReadonlyMap<string, number>>>;
  readonly excused: number;
  readonly suppressed: number;
};

/** The findings that fit a view, and the counts beside its filters. */
export function listFindings(findings: readonly ShownFinding[], view: FindingView): FindingList {
  const present = segments.flatMap((name) => {
    const own = findings.filter((finding) => segmentOf(finding) === name);
    return own.length === 0 ? [] : [{ name, count: own.filter(isOpen).length }];
  });
  const first = present.find(({ count }) => count > 0) ?? present[0];
  const segment = view.segment ?? first?.name ?? 'vulnerability';
  const own = findings.filter((finding) => segmentOf(finding) === segment);
  const visible = own.filter(
    (finding) =>
      (view.showsExcused || !finding.isExcused) && (view.showsSuppressed || finding.state === 'open'),
  );
  const words = view.rows.words.trim().toLowerCase();
  const shown = visible.filter(
    (finding) =>
      fits(finding, view.rows) && (words === '' || searchText('findings', finding).includes(words)),
  );
  return {
    segment,
    segments: present,
    shown: shown.toSorted(orderOf(view.rows)),
    of: visible.length,
    counts: {
      severity: countBy(visible, 'severity'),
      level: countBy(visible, 'level'),
      fixable: countBy(visible, 'fixable'),
    },
    excused: own.filter(({ isExcused }) => isExcused).length,
    suppressed: own.filter(({ state }) => state !== 'open').length,
  };
}

/** The part of a report that a finding belongs to. */
function segmentOf({ category }: Pick<ShownFinding, 'category'>): Segment {
  return category ?? 'vulnerability';
}

function isOpen({ state, isExcused }: ShownFinding): boolean {
  return state === 'open' && !isExcused;
}

function textIn(finding: ShownFinding, column: FilterColumn): string {
  switch (column) {
    case 'severity':
      return finding.severity;
    case 'level':
      return finding.level ?? '';
    case 'fixable':
      return finding.fixedIn.length > 0 ? '1' : '';
    case 'state':
      return finding.state;
    default:
      return '';
  }
}

function fits(finding: ShownFinding, { chosen }: RowView): boolean {
  return (['severity', 'level', 'fixable'] as const).every(
    (column) => chosen[column]?.includes(textIn(finding, column)) !== false,
  );
}

function countBy(findings: readonly ShownFinding[], column: FilterColumn): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const value = textIn(finding, column);
    if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** The gravest first, unless somebody chose another order. */
function orderOf({ sort }: RowView): (a: ShownFinding, b: ShownFinding) => number {
  const bySeverity = (a: ShownFinding, b: ShownFinding) =>
    severityRank(a.severity) - severityRank(b.severity);
  if (sort === undefined) return bySeverity;
  const direction = sort.isDescending ? -1 : 1;
  const keyOf = (finding: ShownFinding) =>
    sort.by === 'vex' ? (finding.joined?.vex?.status ?? '~') : sortKey(finding, sort.by);
  return (a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return left === right ? bySeverity(a, b) : direction * (left < right ? -1 : 1);
  };
}
