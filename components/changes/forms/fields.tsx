'use client';
import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';

export const inputClass =
  'h-8 min-w-0 rounded-md border border-line-strong bg-sunken px-2.5 placeholder:text-faint';

type TextFieldProps = {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A sentence under the field: what is meant, or what is wrong with it. */
  readonly note?: ReactNode;
  readonly suggestions?: readonly string[];
  readonly input?: ComponentProps<'input'>;
};

/** One line of text with its name above it; `suggestions` are offered by the browser. */
export function TextField({ name, value, onChange, note, suggestions, input }: TextFieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm text-muted">
        {name}
      </label>
      <input
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-describedby={`${id}-note`}
        {...(suggestions === undefined ? {} : { list: `${id}-list` })}
        {...input}
        className={clsx(inputClass, 'w-full font-mono text-sm')}
      />
      {suggestions === undefined ? null : (
        <datalist id={`${id}-list`}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      <p id={`${id}-note`} className="min-h-4 text-sm text-muted">
        {note}
      </p>
    </div>
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

/** Cards of which one is chosen, with a sentence about each; a group of radio buttons for keys and screen readers. */
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

/** A thing that is done or not. */
export function Check({ isOn, onChange, children, note }: CheckProps) {
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
