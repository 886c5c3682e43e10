import { noteOf, readReference } from '#components/changes/request/read-field.ts';
import { Checkbox, TextField } from '#components/ui/fields';
import type { SubjectForm } from './attach-form-state.ts';
import { isSize } from './attach-form-state.ts';

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
        note={noteOf(readReference(value.subject), 'A digest may name a subject that does not exist yet.')}
      />
      <TextField
        name="Size of the subject in bytes"
        value={value.size}
        onChange={(size) => set({ size })}
        note={isSize(value.size) ? 'Only for a subject that does not exist yet.' : 'Enter a whole number.'}
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
