import { noteOf, readReference } from '#components/changes/request/read-name.ts';
import { TextField } from '#components/ui/fields';
import type { Adoption } from './adoption.ts';
import { isSize } from './adoption.ts';

type AdoptionFieldsProps = {
  /** `host/name`, for the example. */
  readonly repository: string;
  readonly value: Adoption;
  readonly onChange: (value: Adoption) => void;
};

/** Which artifact gets which subject, and what is known of a subject that is not there yet. */
export function AdoptionFields({ repository, value, onChange }: AdoptionFieldsProps) {
  const set = (change: Partial<Adoption>) => onChange({ ...value, ...change });
  return (
    <>
      <TextField
        name="The artifact that is there"
        value={value.artifact}
        onChange={(artifact) => set({ artifact })}
        note={noteOf(
          readReference(value.artifact),
          'Its content becomes a new artifact with a subject; this one stays.',
        )}
        input={{ placeholder: `${repository}:sbom`, required: true }}
      />
      <TextField
        name="Its subject"
        value={value.subject}
        onChange={(subject) => set({ subject })}
        note={noteOf(readReference(value.subject), 'By digest it may be something that does not exist yet.')}
      />
      <TextField
        name="Size of its manifest in bytes"
        value={value.size}
        onChange={(size) => set({ size })}
        note={
          isSize(value.size)
            ? 'Only for a subject that is not there yet: an artifact names it by digest, size and type.'
            : 'Write a whole number.'
        }
        input={{ inputMode: 'numeric', placeholder: '856' }}
      />
      {value.size === '' ? null : (
        <label className="-mt-2 flex items-center gap-2">
          <input
            type="checkbox"
            checked={value.isIndex}
            onChange={(event) => set({ isIndex: event.target.checked })}
          />
          It is an index of several platforms
        </label>
      )}
    </>
  );
}
