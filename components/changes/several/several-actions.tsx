'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { isInLayout } from '#components/changes/request/change-target.ts';
import { useReadOnly } from '#components/changes/request/use-read-only.ts';
import { Button } from '#components/ui/button';
import { useArchives } from './use-archives.ts';

const SeveralDialog = dynamic(() => import('./several-dialog.tsx').then((file) => file.SeveralDialog), {
  ssr: false,
});

type SeveralActionsProps = {
  /** `host/name` */
  readonly repository: string;
  readonly tags: readonly string[];
  /** Something was done with them, and its outcome has been seen. */
  readonly onDone: () => void;
};

/** What can be done with several tags at once. */
export function SeveralActions({ repository, tags, onDone }: SeveralActionsProps) {
  const [action, setAction] = useState<'copy' | 'delete'>();
  const archives = useArchives();
  const isReadOnly = useReadOnly();
  const isLayout = isInLayout({ registry: repository });
  return (
    <>
      {isReadOnly ? null : <Button onClick={() => setAction('copy')}>Copy…</Button>}
      <Button
        disabled={archives.isBusy}
        onClick={() => archives.start(tags.map((tag) => `${repository}:${tag}`))}
      >
        Archive
      </Button>
      {isReadOnly || isLayout ? null : <Button onClick={() => setAction('delete')}>Delete…</Button>}
      <span role="status" className="text-sm text-muted empty:hidden">
        {archives.said}
      </span>
      {action === undefined ? null : (
        <SeveralDialog
          action={action}
          repository={repository}
          tags={tags}
          onClose={(isDone) => {
            setAction(undefined);
            if (isDone) onDone();
          }}
        />
      )}
    </>
  );
}
