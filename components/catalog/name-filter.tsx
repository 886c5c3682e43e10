import { Search } from 'lucide-react';
import { useRef } from 'react';
import { useTypedEarly } from '#components/ui/use-typed-early.ts';

type NameFilterProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

export function NameFilter({ label, value, onChange }: NameFilterProps) {
  const field = useRef<HTMLInputElement>(null);
  useTypedEarly(field, value, onChange);
  return (
    <label className="flex h-8 min-w-0 grow items-center gap-2 rounded-lg border border-line-strong bg-sunken px-2.5 focus-within:border-focus focus-within:outline-2 focus-within:outline-focus/40 sm:max-w-md">
      <Search size={14} aria-hidden="true" className="shrink-0 text-faint" />
      <span className="sr-only">{label}</span>
      <input
        ref={field}
        type="search"
        value={value}
        placeholder={label}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        className="min-w-0 grow bg-transparent outline-none placeholder:text-faint"
      />
    </label>
  );
}
