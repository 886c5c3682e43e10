'use client';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import type { Problem } from '#lib/api/problems/problem';

type ArchiveDialogProps = {
  readonly reference: string;
  /** Undefined while the server still looks for everything that belongs in it. */
  readonly problem: Problem | undefined;
  readonly onRetry: () => void;
  /** Takes what is known, and leaves out the rest. */
  readonly onAccept: () => void;
  readonly onClose: () => void;
};

/** What an archive waits for, or why it cannot be had whole. */
export function ArchiveDialog({ reference, problem, onRetry, onAccept, onClose }: ArchiveDialogProps) {
  return (
    <Dialog
      title="Archive"
      description={<code className="font-mono text-sm break-all">{reference}</code>}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      {problem === undefined ? (
        <>
          <p className="text-muted">Looking for everything that belongs to it; the download follows.</p>
          <SkeletonRows count={2} label="The archive is being prepared" className="h-9" />
        </>
      ) : (
        <ProblemPanel
          // Its own hint is for scripts.
          problem={problem.code === 'incomplete' ? { ...problem, hint: '' } : problem}
          onRetry={onRetry}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
        {problem?.code === 'incomplete' ? <Button onClick={onAccept}>Archive what is known</Button> : null}
      </div>
    </Dialog>
  );
}
