'use client';

import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { isInLayout } from '#components/changes/request/change-target.ts';
import { useChangeReason } from '#components/changes/request/use-change-limits.ts';
import { usePlanRequest } from '#components/changes/request/use-plan-request.ts';
import { Button } from '#components/ui/button';
import { Dialog, DialogFooter } from '#components/ui/dialog';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { TextField } from '#components/ui/fields';
import { problemOf } from '#components/ui/problem-of.ts';
import { uploadFile } from '#lib/api/changes/upload-file';
import type { Promotion } from '#lib/audit/promotion/promotion';
import { parseReference } from '#lib/oci/reference';
import type { ApproveFormState } from './approve-form-state.ts';
import { approvalFile, approvalRequest, approveFieldMax, lackOfApproval } from './approve-form-state.ts';

type ApproveProps = { readonly promotion: Promotion; readonly onPlanned: (id: string) => void };

/** Asks who accepts the candidate; nothing where nothing can be changed. */
export function ApproveButton(props: ApproveProps) {
  const [isOpen, setOpen] = useState(false);
  const reason = useChangeReason();
  if (reason !== undefined || isInLayout(parseReference(props.promotion.candidate.reference))) return null;
  return (
    <>
      <Button look={props.promotion.verdict === 'pass' ? 'primary' : 'plain'} onClick={() => setOpen(true)}>
        Accept…
      </Button>
      {isOpen ? <ApproveDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ApproveDialog({ promotion, onPlanned, onClose }: ApproveProps & { readonly onClose: () => void }) {
  const [form, setForm] = useState<ApproveFormState>({ who: '', note: '', reason: '' });
  const plan = usePlanRequest(onPlanned);
  const accept = useMutation({
    mutationFn: async () => {
      const { id } = await uploadFile(approvalFile(form, promotion, new Date()));
      await plan.mutateAsync(approvalRequest(promotion, id));
    },
  });
  const lack = lackOfApproval(form, promotion);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (lack === undefined && !accept.isPending) accept.mutate();
  };
  const { reference, digest } = promotion.candidate;
  return (
    <Dialog
      title="Accept the candidate"
      description={
        <>
          Attaches an approval to <code className="font-mono text-sm break-all">{reference}</code>, for{' '}
          <code className="font-mono text-sm break-all">{digest}</code>. The approval records the result and
          the policy.
        </>
      }
      isOpen
      onOpenChange={onClose}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <ApproveFields form={form} promotion={promotion} onChange={setForm} />
        {accept.error === null ? null : <ProblemPanel problem={problemOf(accept.error)} />}
        <DialogFooter status={lack ?? ''}>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" disabled={lack !== undefined || accept.isPending}>
            {accept.isPending ? 'Planning…' : 'Show the plan'}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

type ApproveFieldsProps = {
  readonly form: ApproveFormState;
  readonly promotion: Promotion;
  readonly onChange: (form: ApproveFormState) => void;
};

function ApproveFields({ form, promotion: { verdict }, onChange }: ApproveFieldsProps) {
  const set = (field: keyof ApproveFormState) => (value: string) => onChange({ ...form, [field]: value });
  const input = { maxLength: approveFieldMax, className: '' };
  return (
    <>
      <TextField
        name="Who accepts it"
        value={form.who}
        onChange={set('who')}
        note="Name and e-mail address. The approval contains it, but does not prove it."
        input={{ ...input, autoComplete: 'name' }}
      />
      {verdict === 'pass' ? null : (
        <TextField
          name="Reason, because it does not pass"
          value={form.reason}
          onChange={set('reason')}
          note="The approval records that the candidate did not pass, and your reason."
          input={input}
        />
      )}
      <TextField
        name="Note"
        value={form.note}
        onChange={set('note')}
        note="Anything others need to know."
        input={input}
      />
    </>
  );
}
