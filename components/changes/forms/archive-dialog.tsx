'use client';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import type { Archive } from './use-archive.ts';

type ArchiveDialogProps = { readonly archive: Archive };

/** Shows that an archive is being prepared, or why it would be incomplete. */
export function ArchiveDialog({ archive: { reference, problem, retry, stop } }: ArchiveDialogProps) {
  const isIncomplete = problem?.code === 'incomplete';
  return (
    <Dialog
      title="Archive"
      description={<code className="font-mono text-sm break-all">{reference}</code>}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : stop())}
    >
      {problem === undefined ? (
        <>
          <p className="text-muted">
            Orrery looks for everything that belongs to it. Then the download starts.
          </p>
          <SkeletonRows count={2} label="Preparing the archive" className="h-9" />
        </>
      ) : (
        <ProblemPanel
          // Its own hint is for scripts.
          problem={isIncomplete ? { ...problem, hint: '' } : problem}
          onRetry={() => retry()}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={stop}>
          Cancel
        </Button>
        {isIncomplete ? (
          <Button onClick={() => retry({ accept: 'unknown' })}>Archive what Orrery could read</Button>
        ) : null}
      </div>
    </Dialog>
  );
}
