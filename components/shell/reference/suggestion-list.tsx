'use client';
import { clsx } from 'clsx';
import type { Suggestion } from './use-suggestions.ts';

type SuggestionListProps = {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  readonly onOpen: (path: string) => void;
};

/** The list under the reference box; the box keeps the focus and steers it. */
export function SuggestionList({ id, suggestions, active, onOpen }: SuggestionListProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="References"
      className="absolute inset-x-0 top-8 z-30 mt-1 max-h-80 overflow-auto rounded-lg border border-line-strong bg-raised p-1 shadow-raised group-has-[input.h-11]:top-11"
    >
      {suggestions.map(({ reference, text }, index) => (
        <div
          key={reference}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // Before the blur of the box, which closes this list.
          onMouseDown={(event) => {
            event.preventDefault();
            onOpen(`/${reference}`);
          }}
          className={clsx(
            'flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-2.5 hover:bg-sunken',
            index === active && 'bg-sunken',
          )}
        >
          <span className="min-w-0 shrink-0 truncate font-mono text-sm max-sm:shrink">{reference}</span>
          <span className="min-w-0 grow truncate text-right text-sm text-faint">{text}</span>
        </div>
      ))}
    </div>
  );
}
