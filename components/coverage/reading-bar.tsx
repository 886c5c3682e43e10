'use client';
import { clsx } from 'clsx';
import { Play, RotateCw, Square } from 'lucide-react';
import { auditProgress } from '#components/coverage/stream/audit-state.ts';
import type { AuditReading } from '#components/coverage/stream/use-audit.ts';
import { Button } from '#components/ui/button';
import { ProgressBar } from '#components/ui/progress-bar';
import { inventoryNote } from '#lib/api/client/stream-coverage';
import { formatDuration } from '#lib/text/format';

/** How far the reading is, and the buttons that stop it, go on, and read all again. */
export function ReadingBar({ state, secondsLeft, stop, goOn }: AuditReading) {
  const { read, known } = auditProgress(state);
  const isReading = state.status === 'reading';
  const isPart = isReading || read < known;
  const left = secondsLeft === undefined ? '' : ` · ${formatDuration(secondsLeft)} left`;
  return (
    // Every part keeps its width, or the end of a short reading would move them all.
    <div className="flex min-w-0 items-center gap-2.5">
      <ProgressBar
        label="Artifacts read"
        share={known === 0 ? 0 : read / known}
        className={clsx('w-24! max-sm:hidden', !isPart && 'invisible')}
      />
      <p className="min-w-44 text-sm whitespace-nowrap text-muted tabular-nums">
        {isReading && known === 0
          ? 'Reading the list…'
          : isPart
            ? `${read.toLocaleString('en')} of ${known.toLocaleString('en')} read${left}`
            : allText(read, state)}
      </p>
      {isReading ? (
        <Button onClick={stop} className={buttonWidth}>
          <Square size={11} fill="currentColor" aria-hidden="true" /> Stop
        </Button>
      ) : state.status === 'ended' ? (
        <Button onClick={() => goOn(true)} className={buttonWidth}>
          <RotateCw size={13} aria-hidden="true" /> Refresh
        </Button>
      ) : (
        <Button onClick={() => goOn()} className={buttonWidth}>
          <Play size={13} aria-hidden="true" /> Resume
        </Button>
      )}
    </div>
  );
}

const buttonWidth = 'min-w-24';

function allText(read: number, { status, rows }: AuditReading['state']): string {
  if (read === 0) return status === 'ended' ? 'nothing to read' : 'nothing read';
  const scanned = [...rows.values()].filter(({ notes }) => notes?.includes(inventoryNote)).length;
  if (scanned > 0)
    return `${read.toLocaleString('en')} scanned, ${(read - scanned).toLocaleString('en')} read now`;
  return read === 1 ? '1 read' : `all ${read.toLocaleString('en')} read`;
}

/** What somebody who does not see the page is told, seldom: each quarter, and how it ended. */
export function ReadingNews({ state, left }: Pick<AuditReading, 'state'> & { readonly left: number }) {
  const { read, known } = auditProgress(state);
  const quarter = known === 0 ? 0 : Math.floor((4 * read) / known);
  const texts = {
    reading: [
      'Reading',
      'A quarter is read',
      'Half is read',
      'Three quarters are read',
      'Almost all is read',
    ][quarter],
    stopped: `Stopped. ${read} of ${known} artifacts are read, ${left} are shown`,
    failed: `The connection ended early. ${read} of ${known} artifacts are read, ${left} are shown`,
    ended: `${read} artifacts are read, ${left} are shown`,
  };
  return (
    <p role="status" className="sr-only">
      {texts[state.status]}.
    </p>
  );
}
