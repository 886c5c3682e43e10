'use client';

import { Plus, X } from 'lucide-react';
import { noteOf, readReference } from '#components/changes/request/read-field.ts';
import { Button, IconButton } from '#components/ui/button';
import { Checkbox, inputClass, TextField } from '#components/ui/fields';
import type { AnnotationRow, SubjectForm } from './attach-form-state.ts';
import { isSize } from './attach-form-state.ts';

type AnnotationRowsProps = {
  readonly rows: readonly AnnotationRow[];
  readonly onChange: (rows: readonly AnnotationRow[]) => void;
};

const commonKeys = [
  'org.opencontainers.image.created',
  'org.opencontainers.image.title',
  'org.opencontainers.image.description',
  'org.opencontainers.image.source',
  'org.opencontainers.image.revision',
  'org.opencontainers.image.version',
  'org.opencontainers.image.licenses',
];

/** Annotations of the artifact, one key and value a row. */
export function AnnotationRows({ rows, onChange }: AnnotationRowsProps) {
  const set = (id: number, part: Partial<AnnotationRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const field = (row: AnnotationRow, part: 'key' | 'value', name: string) => (
    <input
      value={row[part]}
      onChange={(event) => set(row.id, { [part]: event.target.value })}
      aria-label={name}
      placeholder={part}
      autoComplete="off"
      spellCheck={false}
      {...(part === 'key' ? { list: 'annotation-keys' } : {})}
      className={`${inputClass} w-0 grow font-mono text-sm`}
    />
  );
  return (
    <fieldset className="m-0 flex min-w-0 flex-col gap-1.5 border-0 p-0">
      <legend className="mb-1 p-0 text-sm text-muted">Annotations</legend>
      <datalist id="annotation-keys">
        {commonKeys.map((key) => (
          <option key={key} value={key} />
        ))}
      </datalist>
      {rows.map((row, index) => (
        <div key={row.id} className="flex items-center gap-1.5">
          {field(row, 'key', `Key of annotation ${index + 1}`)}
          {field(row, 'value', `Value of annotation ${index + 1}`)}
          <IconButton
            label={`Remove annotation ${index + 1}`}
            onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
          >
            <X size={14} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <Button
        look="quiet"
        className="-ml-3 self-start"
        onClick={() => onChange([...rows, { id: (rows.at(-1)?.id ?? 0) + 1, key: '', value: '' }])}
      >
        <Plus size={14} aria-hidden="true" /> Add an annotation
      </Button>
    </fieldset>
  );
}

type SubjectFieldsProps = {
  /** `host/name`, for the example. */
  readonly repository: string;
  readonly value: SubjectForm;
  readonly onChange: (value: SubjectForm) => void;
};

/** Which existing artifact gets which subject, and how to describe a subject that does not exist yet. */
export function SubjectFields({ repository, value, onChange }: SubjectFieldsProps) {
  const set = (change: Partial<SubjectForm>) => onChange({ ...value, ...change });
  return (
    <>
      <TextField
        name="Existing artifact"
        value={value.artifact}
        onChange={(artifact) => set({ artifact })}
        note={noteOf(
          readReference(value.artifact),
          'Orrery pushes its content again, with the subject. The original stays.',
        )}
        input={{ placeholder: `${repository}:sbom`, required: true }}
      />
      <TextField
        name="Subject"
        value={value.subject}
        onChange={(subject) => set({ subject })}
        note={noteOf(readReference(value.subject), 'With a digest, the subject may be pushed later.')}
      />
      <TextField
        name="Size of the subject in bytes"
        value={value.size}
        onChange={(size) => set({ size })}
        note={isSize(value.size) ? 'Only for a subject that you push later.' : 'Enter a whole number.'}
        input={{ inputMode: 'numeric', placeholder: '856' }}
      />
      {value.size === '' ? null : (
        <Checkbox isOn={value.isIndex} onChange={(isIndex) => set({ isIndex })}>
          The subject is an index
        </Checkbox>
      )}
    </>
  );
}
