'use client';
import { Field as Base } from '@base-ui/react/field';
import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';

// Radio buttons and check boxes are the browser's own: Enter sends the form from each of them, which a styled stand-in
// forbids, and forced colours and screen readers need nothing from us.

/** The classes of an input, for inputs outside a field. */
export const inputClass =
  'h-8 min-w-0 rounded-md border border-edge bg-surface px-2.5 placeholder:text-faint disabled:border-line-strong disabled:bg-sunken disabled:text-muted';

type TextFieldProps = {
  readonly name: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A sentence under the field: what to write, or what is wrong. */
  readonly note?: ReactNode;
  readonly suggestions?: readonly string[];
  readonly input?: ComponentProps<'input'>;
};

/** One line of text under its name; the browser offers the suggestions. */
export function TextField({ name, value, onChange, note, suggestions, input }: TextFieldProps) {
  const list = useId();
  return (
    <Base.Root className="flex flex-col gap-1">
      <Base.Label className="text-sm text-muted">{name}</Base.Label>
      <Base.Control
        value={value}
        onValueChange={(text) => onChange(text)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...(suggestions === undefined ? {} : { list })}
        {...input}
        className={clsx(inputClass, 'w-full', input?.className ?? 'font-mono text-sm')}
      />
      {suggestions === undefined ? null : (
        <datalist id={list}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      {note === undefined ? null : (
        <Base.Description className="min-h-4 text-sm text-muted">{note}</Base.Description>
      )}
    </Base.Root>
  );
}

type SelectFieldProps = {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly note?: ReactNode;
};

/** One of several values under its name. */
export function SelectField({ name, value, onChange, options, note }: SelectFieldProps) {
  return (
    <Base.Root className="flex flex-col gap-1">
      <Base.Label className="text-sm text-muted">{name}</Base.Label>
      <Base.Control
        render={
          <select>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.text}
              </option>
            ))}
          </select>
        }
        value={value}
        onValueChange={(chosen) => onChange(chosen)}
        className={`${inputClass} w-full`}
      />
      {note === undefined ? null : (
        <Base.Description className="truncate font-mono text-xs text-faint">{note}</Base.Description>
      )}
    </Base.Root>
  );
}

type Choice<T extends string> = {
  readonly value: T;
  readonly title: string;
  readonly text?: string | undefined;
};

type ChoicesProps<T extends string> = {
  readonly name: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Beside each other instead of one below the other. */
  readonly isRow?: boolean;
};

/** Cards of which one is chosen, with a sentence about each. */
export function Choices<T extends string>({
  name,
  choices,
  value,
  onChange,
  isRow = false,
}: ChoicesProps<T>) {
  const id = useId();
  return (
    <fieldset className="m-0 min-w-0 border-0 p-0">
      <legend className="mb-1.5 p-0 text-sm text-muted">{name}</legend>
      <div className={clsx('grid gap-2', isRow && 'sm:auto-cols-fr sm:grid-flow-col')}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="flex cursor-pointer gap-2.5 rounded-lg border border-line-strong px-3 py-2.5 hover:border-edge has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={id}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              className="mt-0.5 size-3.5 shrink-0 accent-accent outline-none"
            />
            <span className="min-w-0">
              <span className="block font-semibold">{choice.title}</span>
              {choice.text === undefined ? null : <span className="block text-muted">{choice.text}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type CheckProps = {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
  readonly note?: ReactNode;
};

/** Something to switch on or off. */
export function Checkbox({ isOn, onChange, children, note }: CheckProps) {
  return (
    <label className="flex cursor-pointer items-start gap-2.5">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-3.5 shrink-0 accent-accent"
      />
      <span className="min-w-0">
        <span className="block break-words">{children}</span>
        {note === undefined ? null : <span className="block text-sm text-muted">{note}</span>}
      </span>
    </label>
  );
}
