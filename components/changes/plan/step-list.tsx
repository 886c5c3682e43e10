'use client';

import { clsx } from 'clsx';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { PlanEffectIcon } from '#components/ui/plan-effect-icon';
import { VirtualList } from '#components/ui/virtual-list';
import type { PlanRecordDocument } from '#lib/api/contract/plan-contract';
import type { Digest } from '#lib/oci/digest';
import { formatBytes } from '#lib/text/format';
import { shortTarget } from '#lib/text/short-target';
import { showHidden } from '#lib/text/untrusted-text';
import { StepIcon } from './plan-state.tsx';
import type { StepRow } from './step-rows.ts';
import { stepRows } from './step-rows.ts';

type StepListProps = {
  readonly record: PlanRecordDocument;
  /** Shows a node in the graph beside; nothing where there is no graph. */
  readonly onSelect?: ((digest: Digest) => void) | undefined;
};

/** Every step of a plan; of thousands only those in sight are in the page. */
export function StepList({ record, onSelect }: StepListProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const rows = stepRows(record, closed);
  const toggle = (id: string) =>
    setClosed(new Set(closed.has(id) ? [...closed].filter((other) => other !== id) : [...closed, id]));
  return (
    <VirtualList
      label="Steps"
      items={rows}
      rowHeight={44}
      keyOf={(row) => row.id}
      className="border-t border-line"
    >
      {(row) =>
        row.type === 'group' ? (
          <Group row={row} onToggle={() => toggle(row.id)} />
        ) : (
          <Line row={row} onSelect={onSelect} />
        )
      }
    </VirtualList>
  );
}

type GroupProps = {
  readonly row: Extract<StepRow, { type: 'group' }>;
  readonly onToggle: () => void;
};

function Group({ row, onToggle }: GroupProps) {
  const Sign = row.isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      aria-expanded={row.isOpen}
      onClick={onToggle}
      className="flex h-11 w-full items-center gap-2 border-b border-line bg-sunken px-4 text-left -outline-offset-2"
    >
      <Sign size={14} aria-hidden="true" className="shrink-0 text-faint" />
      <span className="min-w-0 grow truncate font-semibold">{row.title}</span>
      <span className="shrink-0 text-sm text-muted">
        {row.finished > 0 ? `${row.finished.toLocaleString('en')} of ` : ''}
        {row.count.toLocaleString('en')}
      </span>
    </button>
  );
}

type LineProps = {
  readonly row: Exclude<StepRow, { type: 'group' }>;
  readonly onSelect?: ((digest: Digest) => void) | undefined;
};

function Line({ row, onSelect }: LineProps) {
  const digest = row.type === 'step' ? row.step.node : row.digest;
  const full = row.type === 'step' ? showHidden(row.step.target) : row.digest;
  const title = shortTarget(full);
  const detail = detailOf(row);
  const content = (
    <>
      {row.type === 'step' ? <StepIcon state={row.record?.state} /> : <PlanEffectIcon effect="kept" />}
      <span className="min-w-0 grow">
        <span className="flex gap-2">
          {/* The end of a reference tells it from its neighbours: it is the beginning that is cut. */}
          <bdi dir="rtl" className="min-w-0 truncate text-left font-mono text-sm">
            <bdi dir="ltr">{title}</bdi>
          </bdi>
          {row.type === 'step' && row.step.bytes !== undefined ? (
            <span className="ml-auto shrink-0 text-sm text-faint">{formatBytes(row.step.bytes)}</span>
          ) : null}
        </span>
        <span
          className={clsx(
            'block truncate text-sm',
            row.type === 'step' && row.record?.state === 'failed' ? 'text-bad' : 'text-muted',
          )}
        >
          {detail}
        </span>
      </span>
    </>
  );
  const className = 'flex h-11 w-full items-center gap-2.5 border-b border-line px-4 text-left';
  const tooltip = `${full}\n${detail}`;
  if (digest === undefined || onSelect === undefined) {
    return (
      <div title={tooltip} className={className}>
        {content}
      </div>
    );
  }
  return (
    <button
      type="button"
      title={tooltip}
      onClick={() => onSelect(digest)}
      className={clsx(className, '-outline-offset-2 hover:bg-sunken')}
    >
      {content}
    </button>
  );
}

function detailOf(row: LineProps['row']): string {
  if (row.type === 'kept') return showHidden(row.why);
  return showHidden(row.record?.reason ?? row.step.detail);
}
