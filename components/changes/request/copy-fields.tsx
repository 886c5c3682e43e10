'use client';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { Choices, TextField } from '#components/ui/fields';
import { registriesQuery } from '#lib/api/queries/queries';
import type { FieldReading } from './read-field.ts';
import { noteOf } from './read-field.ts';

type RepositoryFieldProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What the value was read as. */
  readonly reading: FieldReading;
  /** What to write; a wrong value shows its reason instead. */
  readonly note: string;
  /** Suggested under this name on every known registry. */
  readonly suggested: string;
  /** Where a dialog finds the input. */
  readonly field?: RefObject<HTMLInputElement | null>;
};

/** The repository that something goes to. */
export function RepositoryField({ value, onChange, suggested, field, ...words }: RepositoryFieldProps) {
  const suggestions = useRegistryNames(suggested);
  return (
    <TextField
      name="To"
      value={value}
      onChange={onChange}
      suggestions={suggestions}
      note={noteOf(words.reading, words.note)}
      input={{
        placeholder: 'registry.example.com/team/app',
        required: true,
        ...(field === undefined ? {} : { ref: field }),
      }}
    />
  );
}

type Referrers = 'all' | 'none' | 'some';

type ReferrersFieldProps<T extends Referrers> = {
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly values: readonly T[];
};

/** How much of what is attached is copied along. */
export function ReferrersField<T extends Referrers>({ value, onChange, values }: ReferrersFieldProps<T>) {
  return (
    <Choices<T>
      name="Attached artifacts"
      isRow
      value={value}
      onChange={onChange}
      choices={values.map((one) => {
        const { title, text }: Words = referrersTexts[one];
        return { value: one, title, text };
      })}
    />
  );
}

type Words = { readonly title: string; readonly text: string };

const referrersTexts = {
  all: { title: 'All', text: 'Including what is attached to them.' },
  none: { title: 'None', text: 'Copies only the artifact.' },
  some: { title: 'Some', text: 'Choose by artifactType.' },
} as const satisfies Record<Referrers, Words>;

/** This name on every known registry, as suggestions. */
function useRegistryNames(repository: string): readonly string[] {
  const registries = useQuery(registriesQuery).data?.registries ?? [];
  return registries.map(({ host }) => `${host}/${repository}`);
}
