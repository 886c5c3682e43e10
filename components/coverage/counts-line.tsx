'use client';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { countHeads } from '#components/coverage/filter/count-rows.ts';
import { headCounts } from '#components/coverage/filter/count-rows.ts';
import type { CoverageFilter } from '#components/coverage/filter/coverage-filter.ts';
import { isEmptyFilter, showsAll } from '#components/coverage/filter/coverage-filter.ts';
import { KindIcon } from '#components/ui/kind-icon';
import { StateIcon } from '#components/ui/state-icon';
import type { AuditRow } from '#lib/audit/audit';

type CountsLineProps = {
  readonly rows: readonly AuditRow[];
  readonly filter: CoverageFilter;
  readonly onFilter: (filter: CoverageFilter) => void;
  readonly counts: ReturnType<typeof countHeads>;
  /** Whether artifacts may be missing that were not read yet. */
  readonly isPart: boolean;
};

/** What the artifacts come to in one line; each count shows its artifacts when it is pressed, and all again after that. */
export function CountsLine({ rows, filter, onFilter, counts, isPart }: CountsLineProps) {
  // Nothing is counted before something was read: a zero would be an answer.
  if (rows.length === 0 && isPart)
    return <p className="flex h-7 items-center px-2 text-muted">Nothing is read yet</p>;
  const number = (count: number) => <strong className="font-semibold">{count.toLocaleString('en')}</strong>;
  const texts = {
    signed: <>signed {number(counts.signed)}</>,
    failed: <>{number(counts.failed)} of them failed</>,
    sbom: <>SBOM {number(counts.sbom)}</>,
    provenance: <>provenance {number(counts.provenance)}</>,
    report: <>report younger than 7 days {number(counts.report)}</>,
    unknown: <>{number(counts.unknown)} not determined</>,
  } as const satisfies Record<keyof typeof counts, ReactNode>;
  return (
    <ul
      aria-label="Summary"
      className="flex min-w-0 items-center gap-x-1 gap-y-1 max-sm:-mx-3 max-sm:overflow-x-auto max-sm:px-3 sm:flex-wrap"
    >
      <Count
        icon={<KindIcon kind="image" size={15} />}
        isOn={isEmptyFilter(filter)}
        onPress={() => onFilter(showsAll)}
      >
        {number(rows.length)} {rows.length === 1 ? 'artifact' : 'artifacts'}
        {isPart ? ' so far' : ''}
      </Count>
      {headCounts.map(({ id, filter: part }) => {
        const isOn = isSameFilter(filter, { ...showsAll, ...part });
        return id === 'failed' && counts.failed === 0 ? null : (
          <Count
            key={id}
            icon={icons[id]}
            isOn={isOn}
            onPress={() => onFilter(isOn ? showsAll : { ...showsAll, ...part })}
          >
            {texts[id]}
          </Count>
        );
      })}
    </ul>
  );
}

const icons = {
  signed: <KindIcon kind="signature" size={15} />,
  failed: <StateIcon state="failed" />,
  sbom: <KindIcon kind="sbom" size={15} />,
  provenance: <KindIcon kind="provenance" size={15} />,
  report: <KindIcon kind="vulnerability-report" size={15} />,
  unknown: <StateIcon state="unknown" />,
} as const satisfies Record<(typeof headCounts)[number]['id'], ReactNode>;

type CountProps = {
  readonly icon: ReactNode;
  readonly isOn: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
};

function Count({ icon, isOn, onPress, children }: CountProps) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={isOn}
        onClick={onPress}
        className={clsx(
          'flex h-7 items-center gap-1.5 rounded-md border px-2 whitespace-nowrap',
          isOn ? 'border-line-strong bg-raised shadow-raised' : 'border-transparent hover:bg-sunken',
        )}
      >
        {icon}
        <span className={isOn ? '' : 'underline decoration-line-strong underline-offset-4'}>{children}</span>
      </button>
    </li>
  );
}

function isSameFilter(one: CoverageFilter, other: CoverageFilter): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
