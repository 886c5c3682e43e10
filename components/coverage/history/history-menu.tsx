'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useState } from 'react';
import { exportedAudit } from '#components/coverage/exports/exported-audit.ts';
import { requirementsOfPage } from '#components/coverage/requirements/shown-requirements.ts';
import type { ShownAudit } from '#components/coverage/stream/shown-audit.ts';
import { Dialog } from '#components/ui/dialog';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { Menu, MenuItem } from '#components/ui/menu';
import { problemOf } from '#components/ui/problem-of.ts';
import { serverRequirementsQuery } from '#lib/api/queries/requirements-query';
import { saveAudit, savedAuditsKey } from '#lib/api/queries/saved-audits-query';
import type { Audit } from '#lib/audit/audit';
import { SavedAuditList } from './saved-audit-list.tsx';

/** Saves what was read, and shows what was saved before and what changed since. */
export function HistoryMenu({ audit }: { readonly audit: ShownAudit }) {
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const { data: stated } = useQuery(serverRequirementsQuery);
  const save = useMutation({
    mutationFn: (document: Audit) => saveAudit(document),
    onSettled: () => client.invalidateQueries({ queryKey: savedAuditsKey }),
  });
  const onSave = () => {
    setOpen(true);
    save.mutate(exportedAudit(audit, 'read', requirementsOfPage(audit.query.require, stated), new Date()));
  };
  const scope = audit.state.end?.scope ?? audit.query.ref;
  return (
    <>
      <Menu
        trigger={
          <>
            <History size={14} aria-hidden="true" /> History
          </>
        }
      >
        <MenuItem onSelect={onSave} note={noteOf(audit)}>
          Save this audit
        </MenuItem>
        <MenuItem onSelect={() => setOpen(true)}>Saved audits and changes</MenuItem>
      </Menu>
      {isOpen ? (
        <Dialog
          title="Saved audits"
          description={`Of ${scope}, in the data folder of this Orrery.`}
          isOpen
          onOpenChange={(open) => {
            setOpen(open);
            save.reset();
          }}
        >
          <p role="status" className="empty:hidden">
            {save.isPending ? 'Saving …' : save.isSuccess ? 'Saved.' : ''}
          </p>
          {save.error === null ? null : <ProblemPanel problem={problemOf(save.error)} />}
          {/* A list that was asked for before the end of the saving would lack it. */}
          {save.isPending ? null : <SavedAuditList scope={scope} />}
        </Dialog>
      ) : null}
    </>
  );
}

function noteOf({ state }: ShownAudit): string {
  return state.status === 'ended' ? '' : `${state.rows.size.toLocaleString('en')} read so far`;
}
