'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { changeReason, deletionReason } from '#components/changes/request/change-reason.ts';
import { isInLayout } from '#components/changes/request/change-target.ts';
import { useChangeLimits } from '#components/changes/request/use-change-limits.ts';
import { Button } from '#components/ui/button';
import { download } from '#components/ui/download.ts';
import { problemOf } from '#components/ui/problem-of.ts';
import { askArchive } from '#lib/api/changes/ask-archive';
import { apiPath } from '#lib/api/routes/api-path';
import type { SeveralAction } from './several-state.ts';

const SeveralDialog = dynamic(() => import('./several-dialog.tsx').then((file) => file.SeveralDialog), {
  ssr: false,
});

type SeveralActionsProps = {
  /** `host/name` */
  readonly repository: string;
  readonly tags: readonly string[];
  /** Something was run, and its result was seen. */
  readonly onDone: () => void;
};

/** What can be done with several tags at once. */
export function SeveralActions({ repository, tags, onDone }: SeveralActionsProps) {
  const [action, setAction] = useState<SeveralAction>();
  const archives = useArchives();
  const limits = useChangeLimits(repository);
  const mayCopy = changeReason(limits) === undefined;
  const mayDelete = deletionReason(limits) === undefined && !isInLayout({ registry: repository });
  return (
    <>
      {mayCopy ? <Button onClick={() => setAction('copy')}>Copy…</Button> : null}
      {mayDelete ? <Button onClick={() => setAction('move')}>Move…</Button> : null}
      <Button
        disabled={archives.isBusy}
        onClick={() => void archives.start(tags.map((tag) => `${repository}:${tag}`))}
      >
        Archive
      </Button>
      {mayDelete ? <Button onClick={() => setAction('delete')}>Delete…</Button> : null}
      <span role="status" className="text-sm text-muted empty:hidden">
        {archives.status}
      </span>
      {action === undefined ? null : (
        <SeveralDialog
          action={action}
          repository={repository}
          tags={tags}
          onClose={(hasRun) => {
            setAction(undefined);
            if (hasRun) onDone();
          }}
        />
      )}
    </>
  );
}

/** Archives of several artifacts, each a download of its own; the status names those that failed. */
function useArchives() {
  const [status, setStatus] = useState('');
  const [isBusy, setBusy] = useState(false);
  const start = async (references: readonly string[]) => {
    setBusy(true);
    const failures: string[] = [];
    for (const [at, reference] of references.entries()) {
      setStatus(`Preparing archive ${at + 1} of ${references.length}`);
      const path = apiPath('/api/archive', { ref: reference });
      try {
        await askArchive(path);
        download(path);
      } catch (error) {
        failures.push(`${reference}: ${problemOf(error).title}`);
      }
    }
    setBusy(false);
    const started = references.length - failures.length;
    setStatus([`${started} sent to the downloads of your browser`, ...failures].join(' · '));
  };
  return { status, isBusy, start };
}
