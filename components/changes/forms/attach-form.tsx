'use client';

import { useState } from 'react';
import { FilePicker } from '#components/changes/files/file-picker';
import { useUploads } from '#components/changes/files/use-uploads.ts';
import { noteOf, readTarget } from '#components/changes/request/read-field.ts';
import { Choices, SelectField, TextField } from '#components/ui/fields';
import { AnnotationRows, SubjectFields } from './attach-fields.tsx';
import type { AttachFormState } from './attach-form-state.ts';
import { attachRequest, chosenArtifactType, firstAttachForm } from './attach-form-state.ts';
import type { FormProps } from './form-dialog.tsx';
import { FormDialog } from './form-dialog.tsx';
import { subjectOptions } from './subject-options.ts';

/** Attaches files to an artifact, pushes them without a subject, or sets the subject of an existing artifact. */
export function AttachForm({ target, onClose, onPlanned }: FormProps) {
  const options = subjectOptions(target);
  const repository = `${target.reference.registry}/${target.reference.repository}`;
  const [form, setForm] = useState(() => firstAttachForm(options[0]?.value ?? '', repository));
  const set = (change: Partial<AttachFormState>) => setForm((known) => ({ ...known, ...change }));
  const uploads = useUploads(({ artifactType }) => set({ suggestedType: artifactType }));
  return (
    <FormDialog
      title="Attach"
      description="Attach files (a signature, an SBOM, a report) as an artifact that refers to its subject."
      request={attachRequest(form, uploads.files)}
      ends={{ onClose, onPlanned }}
    >
      <Choices<AttachFormState['mode']>
        name="Action"
        isRow
        value={form.mode}
        onChange={(mode) => set({ mode })}
        choices={[
          { value: 'attach-files', title: 'Attach files', text: 'To this artifact.' },
          { value: 'push', title: 'Push files', text: 'Without a subject yet.' },
          { value: 'set-subject', title: 'Set a subject', text: 'Of an existing artifact.' },
        ]}
      />
      {form.mode === 'attach-files' ? (
        <SelectField
          name="Subject"
          options={options}
          value={form.subject}
          onChange={(subject) => set({ subject })}
          note={form.subject}
        />
      ) : null}
      {form.mode === 'push' ? (
        <TextField
          name="To"
          value={form.to}
          onChange={(to) => set({ to })}
          note={noteOf(readTarget(form.to), 'host/name or host/name:tag. A tag makes it easy to find.')}
        />
      ) : null}
      {form.mode === 'set-subject' ? (
        <SubjectFields
          repository={repository}
          value={form.subjectChange}
          onChange={(subjectChange) => set({ subjectChange })}
        />
      ) : (
        <>
          <FilePicker uploads={uploads} title="Files" />
          <ArtifactTypeField form={form} onChange={(artifactType) => set({ artifactType })} />
          <AnnotationRows rows={form.annotations} onChange={(annotations) => set({ annotations })} />
        </>
      )}
    </FormDialog>
  );
}

type ArtifactTypeFieldProps = {
  readonly form: AttachFormState;
  readonly onChange: (artifactType: string) => void;
};

function ArtifactTypeField({ form, onChange }: ArtifactTypeFieldProps) {
  const { artifactType, suggestedType } = form;
  const differs = artifactType !== undefined && suggestedType !== undefined && artifactType !== suggestedType;
  return (
    <TextField
      name="artifactType"
      value={chosenArtifactType(form)}
      onChange={onChange}
      note={
        differs
          ? `The first file looks like ${suggestedType}.`
          : 'Suggested from the first file. Tools find artifacts by it.'
      }
      input={{ placeholder: 'application/spdx+json', required: true }}
    />
  );
}
