import type { Column } from '#components/ui/table/column.ts';
import { CellText } from '#components/ui/table/data-row';
import { VexStatusMark } from '#components/viewers/vex/vex-status';
import { shorten } from '#lib/text/untrusted-text';
import type { ShownFinding } from './add-vex.ts';
import type { Segment } from './finding-view.ts';
import { LevelMark, severityOfLevel } from './severity-chips.tsx';

type Columns = readonly Column<ShownFinding>[];

const severity: Column<ShownFinding> = {
  id: 'severity',
  title: 'Severity',
  width: '5.4rem',
  narrowWidth: '1.9rem',
  isSign: true,
  shortTitle: 'Sev.',
  isSortable: true,
  cell: (row) => <LevelMark word={row.severity} severity={row.severity} />,
};

const level: Column<ShownFinding> = {
  id: 'level',
  title: 'Level',
  width: '5.4rem',
  narrowWidth: '2.1rem',
  isSign: true,
  shortTitle: 'Level',
  isSortable: true,
  cell: (row) => <LevelMark word={row.level ?? ''} severity={severityOfLevel(row.level ?? '')} />,
};

function textColumn(
  id: string,
  title: string,
  width: string,
  textOf: (row: ShownFinding) => string | undefined,
): Column<ShownFinding> {
  const cell = (row: ShownFinding) => <CellText text={shorten(textOf(row) ?? '')} />;
  return { id, title, width, isSortable: true, cell };
}

const versions: Column<ShownFinding> = {
  id: 'version',
  title: 'Installed → Fixed',
  width: 'minmax(0,1.5fr)',
  isSortable: true,
  cell: ({ version, fixedIn }) => {
    const [first] = fixedIn;
    return (
      <span className="truncate" title={shorten(`${version ?? '?'} → ${fixedIn.join(', ') || 'no fix yet'}`)}>
        {version === undefined ? '' : shorten(version)}
        <span className="text-muted"> → </span>
        {first === undefined ? <span className="text-muted">no fix yet</span> : shorten(first)}
      </span>
    );
  },
};

const vex: Column<ShownFinding> = {
  id: 'vex',
  title: 'VEX',
  width: 'minmax(0,1.2fr)',
  narrowWidth: '1.9rem',
  isSortable: true,
  cell: ({ joined }) => {
    const verdict = joined?.vex;
    if (verdict !== undefined) {
      const hasConflict = (verdict.conflicts ?? []).length > 0;
      return <VexStatusMark status={hasConflict ? 'disagree' : verdict.status} isTight />;
    }
    const text = (joined?.doubts ?? []).length > 0 ? 'unclear' : 'no statement';
    return (
      <span className="truncate text-muted" title={text}>
        <span className="@max-[30rem]:sr-only">{text}</span>
      </span>
    );
  },
};

// Where there is no room for a column of packages, a package stands below its vulnerability.
const id: Column<ShownFinding> = {
  id: 'id',
  title: 'Vulnerability',
  width: 'minmax(7rem,1.3fr)',
  narrowWidth: 'minmax(7.5rem,1.2fr)',
  isSortable: true,
  cell: (row) => (
    <span className="flex min-w-0 flex-col py-0.5">
      <CellText text={shorten(row.id)} />
      <CellText text={shorten(row.package ?? '')} className="text-muted @min-[30rem]:hidden" />
    </span>
  ),
};
// The same for a rule and what it says: names of rules are long, and begin alike.
const rule: Column<ShownFinding> = {
  id: 'id',
  title: 'Rule',
  width: 'minmax(0,1.4fr)',
  narrowWidth: 'minmax(0,1.7fr)',
  isSortable: true,
  cell: (row) => (
    <span className="flex min-w-0 flex-col py-0.5">
      <span className="@max-[30rem]:line-clamp-3 @max-[30rem]:[overflow-wrap:anywhere] @min-[30rem]:truncate">
        {shorten(row.id)}
      </span>
      <CellText text={shorten(row.title ?? '')} className="text-muted @min-[30rem]:hidden" />
    </span>
  ),
};
const title: Column<ShownFinding> = {
  ...textColumn('title', 'What', 'minmax(0,2fr)', (row) => row.title),
  isExtra: true,
};
const where = textColumn('location', 'Where', 'minmax(0,1.6fr)', (row) => row.location);

const packageColumn: Column<ShownFinding> = {
  ...textColumn('package', 'Package', 'minmax(0,1.2fr)', (row) => row.package),
  isExtra: true,
};

const bySegment = {
  vulnerability: [id, packageColumn, versions, vex],
  misconfiguration: [rule, title, where],
  secret: [rule, title, where],
  licence: [
    textColumn('id', 'Licence', 'minmax(0,1.2fr)', (row) => row.id),
    textColumn('package', 'Package', 'minmax(0,1.5fr)', (row) => row.package ?? row.location),
  ],
  code: [rule, title, where],
} as const satisfies Record<Segment, Columns>;

/** The columns of a part of a report; one by SARIF has levels instead of severities. */
export function findingColumns(segment: Segment, hasLevels: boolean): Columns {
  return [hasLevels ? level : severity, ...bySegment[segment]];
}
