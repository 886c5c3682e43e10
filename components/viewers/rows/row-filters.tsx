import { clsx } from 'clsx';
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { chipClass } from '#components/ui/chip';

type SearchFieldProps = {
  /** What can be searched for: `Name, version, licence, purl`. */
  readonly label: string;
  readonly words: string;
  readonly onChange: (words: string) => void;
  /** How many rows fit, of how many; undefined until they are counted. */
  readonly counts: { readonly total: number; readonly of: number } | undefined;
};

/** The box above a table, with how many rows fit what is written in it. */
export function SearchField({ label, words, onChange, counts }: SearchFieldProps) {
  return (
    <search className="flex h-[30px] min-w-48 grow basis-56 items-center gap-2 rounded-md border border-line-strong bg-sunken px-2.5 text-faint focus-within:outline-2 focus-within:outline-focus">
      <Search size={14} aria-hidden="true" className="shrink-0" />
      <input
        type="search"
        value={words}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-label={label}
        placeholder={label}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        className="min-w-0 grow bg-transparent text-text outline-none placeholder:text-faint"
      />
      <span role="status" className="shrink-0 font-semibold whitespace-nowrap text-text tabular-nums">
        {counts === undefined ? '' : countsText(counts)}
      </span>
    </search>
  );
}

function countsText({ total, of }: { readonly total: number; readonly of: number }): string {
  const all = of.toLocaleString('en');
  return total === of ? all : `${total.toLocaleString('en')} of ${all}`;
}

type FilterChipProps = {
  readonly isOn: boolean;
  readonly onToggle: () => void;
  readonly count: number | undefined;
  readonly children: ReactNode;
};

/** A value to filter by, with how many rows have it. */
export function FilterChip({ isOn, onToggle, count, children }: FilterChipProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onToggle}
      className={clsx(chipClass(isOn), isOn && 'border-text! ring-1 ring-text', 'hover:border-line-strong')}
    >
      {children}
      {count === undefined ? null : (
        <span className="font-semibold text-text tabular-nums">{count.toLocaleString('en')}</span>
      )}
    </button>
  );
}
