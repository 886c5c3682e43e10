'use client';
import { useMutation } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { problemOf } from '#components/ui/problem-of.ts';
import { verifyAuditLog } from '#lib/api/queries/admin-queries';
import { AuditVerdictText } from './audit-verdict-text.tsx';

/** Reads the whole chain of the audit log when somebody asks, and says what became of it. */
export function VerifyChain() {
  const [isOpen, setOpen] = useState(false);
  const verifying = useMutation({ mutationFn: verifyAuditLog });
  return (
    <>
      <Button
        onClick={() => {
          setOpen(true);
          verifying.mutate();
        }}
      >
        <ShieldCheck size={14} aria-hidden="true" /> Verify the chain
      </Button>
      {isOpen ? (
        <Dialog
          title="Is the audit log whole?"
          description="Each row holds a hash of itself and the row before: a row that was altered, removed or moved breaks the chain."
          isOpen
          onOpenChange={setOpen}
        >
          <div role="status" aria-live="polite">
            {verifying.isPending ? <p>Reading every row…</p> : null}
            {verifying.data === undefined ? null : <AuditVerdictText verdict={verifying.data} />}
          </div>
          {verifying.isError ? (
            <ProblemPanel problem={problemOf(verifying.error)} onRetry={() => verifying.mutate()} />
          ) : null}
          <p className="text-sm text-muted">
            The hashes have no key: who can write to the database can make a new chain. Send the rows
            elsewhere as they are written to notice that, too.
          </p>
        </Dialog>
      ) : null}
    </>
  );
}
