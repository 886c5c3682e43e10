'use client';

import { clsx } from 'clsx';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { ReferrersField, RepositoryField } from '#components/changes/request/copy-fields';
import { DeleteFields } from '#components/changes/request/delete-fields';
import { readRepository } from '#components/changes/request/read-field.ts';
import { Button } from '#components/ui/button';
import { Dialog, DialogFooter } from '#components/ui/dialog';
import { TextField } from '#components/ui/fields';
import { textPath } from '#lib/oci/location';
import { SeveralList } from './several-list.tsx';
import type { SeveralAction, SeveralForm, SeveralState } from './several-state.ts';
import { readyCount, severalRequests, severalStatus } from './several-state.ts';
import { useSeveral } from './use-several.ts';

type SeveralDialogProps = {
  readonly action: SeveralAction;
  /** `host/name` */
  readonly repository: string;
  readonly tags: readonly string[];
  /** `hasRun`: something was run. */
  readonly onClose: (hasRun: boolean) => void;
};

const titles = { copy: 'Copy', move: 'Move', delete: 'Delete' } as const satisfies Record<
  SeveralAction,
  string
>;

const firstForm: SeveralForm = { delete: { scope: 'tag', archive: true }, to: '', referrers: 'all' };

/** Copies, moves or deletes several tags: shows a plan for each first, then runs one after another. */
export function SeveralDialog({ action, repository, tags, onClose }: SeveralDialogProps) {
  const [chosen] = useState(tags);
  const [form, setForm] = useState(firstForm);
  const [typed, setTyped] = useState('');
  const several = useSeveral();
  const { state } = several;
  const requests = severalRequests(action, repository, chosen, form);
  const ready = readyCount(state);
  // The same as for every deletion of several: a number is one key.
  const word = repository.slice(repository.indexOf('/') + 1);
  const needsWord = state.phase === 'planned' && action === 'delete' && ready > 0;
  const canRun = state.phase === 'planned' && ready > 0 && (!needsWord || typed.trim() === word);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (state.phase === 'form' && requests !== undefined) void several.makePlans(requests);
    if (canRun) void several.run();
  };
  const close = () => {
    several.stop();
    onClose(state.phase === 'running' || state.phase === 'ended');
  };
  return (
    <Dialog
      title={`${titles[action]} ${chosen.length} ${chosen.length === 1 ? 'tag' : 'tags'}`}
      description={<code className="font-mono text-sm break-all">{repository}</code>}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : close())}
    >
      <form data-wide onSubmit={submit} className="flex flex-col gap-4">
        {state.phase === 'form' ? (
          <Fields action={action} repository={repository} tags={chosen} form={form} onChange={setForm} />
        ) : (
          <SeveralList
            items={state.items}
            planPath={(tag, plan) => `${textPath(`${repository}:${tag}`)}?plan=${encodeURIComponent(plan)}`}
          />
        )}
        {needsWord ? (
          <TextField
            name={`Type ${word} to confirm`}
            value={typed}
            onChange={setTyped}
            note={ready === 1 ? '1 plan runs.' : `${ready} plans run.`}
          />
        ) : null}
        <DialogFooter status={severalStatus(state)}>
          <Buttons
            phase={state.phase}
            isDanger={action === 'delete'}
            canPlan={requests !== undefined}
            run={{ isAllowed: canRun, count: ready }}
            onStop={several.stop}
            onClose={close}
          />
        </DialogFooter>
      </form>
    </Dialog>
  );
}

type ButtonsProps = {
  readonly phase: SeveralState['phase'];
  readonly isDanger: boolean;
  readonly canPlan: boolean;
  readonly run: { readonly isAllowed: boolean; readonly count: number };
  readonly onStop: () => void;
  readonly onClose: () => void;
};

function Buttons({ phase, isDanger, canPlan, run, onStop, onClose }: ButtonsProps) {
  const isPlanning = phase === 'planning';
  if (phase === 'running') return <Button onClick={onStop}>Stop after this one</Button>;
  return (
    <>
      <Button look="quiet" onClick={onClose}>
        {phase === 'ended' ? 'Close' : 'Cancel'}
      </Button>
      {phase === 'form' || isPlanning ? (
        <Button type="submit" look="primary" disabled={!canPlan || isPlanning}>
          {isPlanning ? 'Planning…' : 'Show the plans'}
        </Button>
      ) : null}
      {phase === 'planned' ? (
        <Button
          type="submit"
          look="primary"
          disabled={!run.isAllowed}
          className={clsx(isDanger && 'border-bad! bg-bad!')}
        >
          Run {run.count}
        </Button>
      ) : null}
    </>
  );
}

type FieldsProps = Pick<SeveralDialogProps, 'action' | 'repository' | 'tags'> & {
  readonly form: SeveralForm;
  readonly onChange: (form: SeveralForm) => void;
};

function Fields({ action, repository, tags, form, onChange }: FieldsProps) {
  if (action === 'delete') {
    return (
      <DeleteFields
        tags={tags}
        choice={form.delete}
        onChange={(choice) => onChange({ ...form, delete: choice })}
      />
    );
  }
  return (
    <>
      <RepositoryField
        value={form.to}
        onChange={(to) => onChange({ ...form, to })}
        reading={readRepository(form.to)}
        note={`host/name. Every artifact keeps its tag.${action === 'move' ? ' Orrery deletes the original after the copy is complete.' : ''}`}
        suggested={repository.slice(repository.indexOf('/') + 1)}
      />
      <ReferrersField
        value={form.referrers}
        onChange={(referrers) => onChange({ ...form, referrers })}
        values={['all', 'none']}
      />
    </>
  );
}
