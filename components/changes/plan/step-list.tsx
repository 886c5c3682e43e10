'use client';

import { clsx } from 'clsx';
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ClipboardEvent } from 'react';
import { useState } from 'react';
import { PlanEffectIcon } from '#components/ui/plan-effect-icon';
import { VirtualList } from '#components/ui/virtual-list';
import type { PlanRecordDocument } from '#lib/api/contract/plan-contract';
import type { Digest } from '#lib/oci/digest';
import { formatBytes } from '#lib/text/format';
import { showHidden } from '#lib/text/untrusted-text';
import { StepIcon } from './plan-state.tsx';
import type { StepRow } from './step-rows.ts';
import { stepRows } from './step-rows.ts';
import { TargetText } from './target-text.tsx';

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
      hasOwnHeights
      keyOf={(row) => row.id}
      // In a low window the panel scrolls before the steps are gone.
      className="min-h-32! border-t border-line"
    >
      {(row, tabIndex) =>
        row.type === 'group' ? (
          <Group row={row} tabIndex={tabIndex} onToggle={() => toggle(row.id)} />
        ) : (
          <Line row={row} tabIndex={tabIndex} onSelect={onSelect} />
        )
      }
    </VirtualList>
  );
}

type GroupProps = {
  readonly row: Extract<StepRow, { type: 'group' }>;
  readonly tabIndex: 0 | -1;
  readonly onToggle: () => void;
};

function Group({ row, tabIndex, onToggle }: GroupProps) {
  const Sign = row.isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      aria-expanded={row.isOpen}
      onClick={onToggle}
      className="flex min-h-11 w-full items-center gap-2 border-b border-line bg-sunken px-4 py-1.5 text-left -outline-offset-2"
    >
      <Sign size={14} aria-hidden="true" className="shrink-0 text-faint" />
      <span className="min-w-0 grow font-semibold">{row.title}</span>
      <span className="shrink-0 text-sm text-muted">
        {row.finished > 0 ? `${row.finished.toLocaleString('en')} of ` : ''}
        {row.count.toLocaleString('en')}
      </span>
    </button>
  );
}

type LineProps = {
  readonly row: Exclude<StepRow, { type: 'group' }>;
  readonly tabIndex: 0 | -1;
  readonly onSelect?: ((digest: Digest) => void) | undefined;
};

function Line({ row, tabIndex, onSelect }: LineProps) {
  const digest = row.type === 'step' ? row.step.node : row.digest;
  const target = row.type === 'step' ? row.step.target : row.digest;
  const detail = detailOf(row);
  const content = (
    <>
      <span className="mt-px">
        {row.type === 'step' ? <StepIcon state={row.record?.state} /> : <PlanEffectIcon effect="kept" />}
      </span>
      <span className="min-w-0 grow">
        <span className="flex gap-2">
          <TargetText target={target} />
          {row.type === 'step' && row.step.bytes !== undefined ? (
            <span className="ml-auto shrink-0 text-sm text-faint">{formatBytes(row.step.bytes)}</span>
          ) : null}
        </span>
        <span
          className={clsx(
            'block text-sm break-words',
            row.type === 'step' && row.record?.state === 'failed' ? 'text-bad' : 'text-muted',
          )}
        >
          {detail}
        </span>
      </span>
    </>
  );
  const common = {
    title: `${showHidden(target)}\n${detail}`,
    className: clsx(
      'flex min-h-11 w-full gap-2.5 border-b border-line px-4 py-1.5 text-left -outline-offset-2',
      digest !== undefined && onSelect !== undefined && 'hover:bg-sunken',
    ),
    // A button lets nobody mark its text: the focused row is copied whole.
    onCopy: (event: ClipboardEvent) => {
      if (getSelection()?.isCollapsed === false) return;
      event.clipboardData.setData('text/plain', target);
      event.preventDefault();
    },
  };
  if (digest === undefined || onSelect === undefined) {
    return (
      <div {...common} tabIndex={-1}>
        {content}
      </div>
    );
  }
  return (
    <button {...common} type="button" tabIndex={tabIndex} onClick={() => onSelect(digest)}>
      {content}
    </button>
  );
}

function detailOf(row: LineProps['row']): string {
  if (row.type === 'kept') return showHidden(row.why);
  return showHidden(row.record?.reason ?? row.step.detail);
}
