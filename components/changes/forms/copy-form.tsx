'use client';

import { useRef, useState } from 'react';
import { isInLayout } from '#components/changes/request/change-target.ts';
import { ReferrersField, RepositoryField } from '#components/changes/request/copy-fields';
import { readTarget } from '#components/changes/request/read-field.ts';
import { Checkbox, Choices } from '#components/ui/fields';
import { formatReference } from '#lib/oci/reference';
import type { CopyFormState } from './copy-form-state.ts';
import { askedCopyForm, copyOptions, copyRequest } from './copy-form-state.ts';
import type { FormProps } from './form-dialog.tsx';
import { FormDialog } from './form-dialog.tsx';

/** Asks where to copy or move an artifact to, and how much of what belongs to it. */
export function CopyForm({ target, onClose, onPlanned }: FormProps) {
  const { reference } = target;
  const [form, setForm] = useState(() => askedCopyForm(target));
  const set = (change: Partial<CopyFormState>) => setForm({ ...form, ...change });
  const { artifactTypes, platforms } = copyOptions(target);
  const canMove = !isInLayout(reference);
  const toField = useRef<HTMLInputElement>(null);
  return (
    <FormDialog
      title={canMove ? 'Copy or move' : 'Copy to a registry'}
      description={<code className="font-mono text-sm break-all">{formatReference(reference)}</code>}
      request={copyRequest(target, form)}
      ends={{ onClose, onPlanned }}
      initialFocus={toField}
    >
      {canMove ? (
        <Choices
          name="Action"
          isRow
          value={form.isMove ? 'move' : 'copy'}
          onChange={(value) => set({ isMove: value === 'move' })}
          choices={[
            { value: 'copy', title: 'Copy', text: 'The original stays.' },
            { value: 'move', title: 'Move', text: 'Deletes the original after the copy is complete.' },
          ]}
        />
      ) : null}
      <RepositoryField
        value={form.to}
        onChange={(to) => set({ to })}
        reading={readTarget(form.to)}
        note="host/name or host/name:tag. Without a tag the copy keeps its tag."
        suggested={reference.repository}
        field={toField}
      />
      <ReferrersField
        value={form.referrers}
        onChange={(referrers) => set({ referrers })}
        values={artifactTypes.length === 0 ? ['all', 'none'] : ['all', 'none', 'some']}
      />
      {form.referrers === 'some' ? (
        <Checklist
          name="artifactTypes to include"
          values={artifactTypes}
          excluded={form.excludedTypes}
          onChange={(excludedTypes) => set({ excludedTypes })}
        />
      ) : null}
      {platforms.length > 1 ? (
        <Checklist
          name="Platforms to include"
          values={platforms}
          excluded={form.excludedPlatforms}
          onChange={(excludedPlatforms) => set({ excludedPlatforms })}
        />
      ) : null}
    </FormDialog>
  );
}

type ChecklistProps = {
  readonly name: string;
  readonly values: readonly string[];
  readonly excluded: readonly string[];
  readonly onChange: (excluded: readonly string[]) => void;
};

function Checklist({ name, values, excluded, onChange }: ChecklistProps) {
  return (
    <fieldset className="m-0 min-w-0 border-0 p-0">
      <legend className="mb-1.5 p-0 text-sm text-muted">{name}</legend>
      <div className="flex max-h-44 flex-col gap-1.5 overflow-auto rounded-md border border-line bg-sunken px-3 py-2">
        {values.map((value) => (
          <Checkbox
            key={value}
            isOn={!excluded.includes(value)}
            onChange={(isOn) =>
              onChange(isOn ? excluded.filter((other) => other !== value) : [...excluded, value])
            }
          >
            <code className="font-mono break-all">{value}</code>
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
