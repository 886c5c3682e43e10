'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { ShowMore } from '#components/ui/show-more';
import { StateIcon } from '#components/ui/state-icon';
import type { CleanupList, CleanupRow } from '#lib/retention/cleanup-lists';
import { formatBytes } from '#lib/text/format';
import { showHidden } from '#lib/text/untrusted-text';
import { ArtifactFacts, ArtifactName } from './artifact-name.tsx';
import { listWords } from './cleanup-words.ts';
import { cleanupRowKey } from './listed-request.ts';

type CleanupSectionProps = {
  readonly repository: string;
  readonly list: CleanupList;
  readonly now: number;
  /** Undefined where nothing can be changed here. */
  readonly onPlan: ((rows: readonly CleanupRow[]) => void) | undefined;
};

/** Rows that are shown at first, and that each press on the button adds. */
const rowsAtOnce = 100;

/** One list of what can go: each row with its reason, and the plan for those that are chosen. */
export function CleanupSection({ repository, list, now, onPlan }: CleanupSectionProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [most, setMost] = useState(rowsAtOnce);
  const { title, text } = listWords[list.name];
  const chosen = list.rows.filter((row) => row.doubt === undefined && !left.has(cleanupRowKey(row)));
  const open = list.rows.length - list.count;
  const toggle = (row: CleanupRow, isOn: boolean) => {
    const next = new Set(left);
    if (isOn) next.delete(cleanupRowKey(row));
    else next.add(cleanupRowKey(row));
    setLeft(next);
  };
  return (
    <section aria-label={title} className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-4 py-3">
        <div className="min-w-0 grow basis-72">
          <h2 className="font-semibold">
            {title} <span className="font-normal text-muted tabular-nums">{countText(list, open)}</span>
          </h2>
          <p className="text-sm text-muted">{text}</p>
        </div>
        {onPlan === undefined ? null : (
          <Button disabled={chosen.length === 0} onClick={() => onPlan(chosen)}>
            Plan to delete {chosen.length.toLocaleString('en')}
          </Button>
        )}
      </div>
      <ul>
        {list.rows.slice(0, most).map((row) => (
          <Row
            key={cleanupRowKey(row)}
            repository={repository}
            row={row}
            now={now}
            isOn={!left.has(cleanupRowKey(row))}
            onToggle={(isOn) => toggle(row, isOn)}
          />
        ))}
      </ul>
      <ShowMore
        total={list.rows.length}
        shown={most}
        step={rowsAtOnce}
        onShow={setMost}
        className="px-4 py-3"
      />
    </section>
  );
}

function countText({ count, bytes }: CleanupList, open: number): string {
  const size = bytes === 0 ? '' : ` · ${formatBytes(bytes)}`;
  const unknown = open === 0 ? '' : ` · ${open.toLocaleString('en')} not determined`;
  return `${count.toLocaleString('en')}${size}${unknown}`;
}

type RowProps = {
  readonly repository: string;
  readonly row: CleanupRow;
  readonly now: number;
  readonly isOn: boolean;
  readonly onToggle: (isOn: boolean) => void;
};

function Row({ repository, row, now, isOn, onToggle }: RowProps) {
  const { artifact, tags, why, doubt } = row;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 border-b border-line px-4 py-2 last:border-0">
      {doubt === undefined ? (
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => onToggle(event.target.checked)}
          aria-label={`Delete ${tags[0] ?? artifact.title}`}
          className="mt-1 size-3.5 shrink-0 accent-accent"
        />
      ) : (
        <span className="mt-0.5 shrink-0">
          <StateIcon state="unknown" />
        </span>
      )}
      <div className="min-w-0 grow basis-60">
        <ArtifactName repository={repository} artifact={artifact} tags={tags} />
        <p className="pl-6 text-sm [overflow-wrap:anywhere]">{showHidden(why)}</p>
        {doubt === undefined ? null : (
          <p className="pl-6 text-sm text-muted [overflow-wrap:anywhere]">
            Not determined: {showHidden(doubt)}
          </p>
        )}
      </div>
      <ArtifactFacts artifact={artifact} now={now} />
    </li>
  );
}
