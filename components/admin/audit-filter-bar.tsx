'use client';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { buttonClass } from '#components/ui/button';
import { inputClass } from '#components/ui/fields';
import type { AuditLogFilter, FilterField } from './audit-log-filter.ts';
import { isNarrowing } from './audit-log-filter.ts';
import { auditOutcomes, auditVerbs, verbText } from './audit-words.ts';

type AuditFilterBarProps = {
  readonly filter: AuditLogFilter;
  /** Whether the rows are those of several people. */
  readonly hasPeople: boolean;
  readonly onFilter: (filter: AuditLogFilter) => void;
  /** What can be done with the rows. */
  readonly children: ReactNode;
};

const noFilter: AuditLogFilter = { from: '', until: '', person: '', verb: '', repository: '', outcome: '' };

/** The fields that narrow the rows. Choices count at once, texts with Enter or when their field is left. */
export function AuditFilterBar({ filter, hasPeople, onFilter, children }: AuditFilterBarProps) {
  const set = (name: FilterField) => (value: string) => {
    if (value !== filter[name]) onFilter({ ...filter, [name]: value });
  };
  return (
    <search className="flex flex-wrap items-end gap-x-3 gap-y-2 border-b border-line px-4 py-2">
      {hasPeople ? (
        <TextFilter name="Person" value={filter.person} placeholder="ada" onChange={set('person')} />
      ) : null}
      <TextFilter
        name="Repository"
        value={filter.repository}
        placeholder="team/app"
        onChange={set('repository')}
      />
      <ChoiceFilter
        name="What"
        value={filter.verb}
        choices={auditVerbs.map((verb) => [verb, verbText(verb)])}
        onChange={set('verb')}
      />
      <ChoiceFilter
        name="Result"
        value={filter.outcome}
        choices={auditOutcomes.map((outcome) => [outcome, outcome])}
        onChange={set('outcome')}
      />
      <DayFilter name="From" value={filter.from} onChange={set('from')} />
      <DayFilter name="To" value={filter.until} onChange={set('until')} />
      {isNarrowing(filter) ? (
        <button type="button" onClick={() => onFilter(noFilter)} className={buttonClass('quiet')}>
          <X size={14} aria-hidden="true" /> Clear
        </button>
      ) : null}
      <div className="flex flex-wrap items-center gap-2 sm:ml-auto">{children}</div>
    </search>
  );
}

type FilterProps = {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

const fieldClass = `${inputClass} h-[30px] w-full`;

function Labelled({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="flex min-w-0 flex-col gap-0.5 max-sm:grow max-sm:basis-[45%]">
      <span className="text-xs text-muted">{name}</span>
      {children}
    </label>
  );
}

function TextFilter({ name, value, placeholder, onChange }: FilterProps & { readonly placeholder: string }) {
  const [typed, setTyped] = useState({ of: value, text: value });
  // What the address says holds when somebody goes back.
  if (typed.of !== value) setTyped({ of: value, text: value });
  return (
    <form
      className="max-sm:grow max-sm:basis-[45%]"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(typed.text);
      }}
    >
      <Labelled name={name}>
        <input
          type="search"
          value={typed.text}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => {
            setTyped({ of: value, text: target.value });
            if (target.value === '') onChange('');
          }}
          onBlur={({ target }) => onChange(target.value)}
          className={`${fieldClass} sm:w-36`}
        />
      </Labelled>
    </form>
  );
}

type Choices = readonly (readonly [value: string, text: string])[];

function ChoiceFilter({ name, value, choices, onChange }: FilterProps & { readonly choices: Choices }) {
  const isKnown = value === '' || choices.some(([known]) => known === value);
  return (
    <Labelled name={name}>
      <select
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className={`${fieldClass} sm:w-36`}
      >
        <option value="">all</option>
        {(isKnown ? choices : [...choices, [value, value] as const]).map(([known, text]) => (
          <option key={known} value={known}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

function DayFilter({ name, value, onChange }: FilterProps) {
  return (
    <Labelled name={name}>
      <input
        type="date"
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className={`${fieldClass} sm:w-36`}
      />
    </Labelled>
  );
}
