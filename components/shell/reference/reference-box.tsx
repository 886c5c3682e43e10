'use client';
import { clsx } from 'clsx';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import type { FormEvent, KeyboardEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { usePageKey } from '#components/ui/use-page-key.ts';
import type { Digest } from '#lib/oci/digest';
import type { Location } from '#lib/oci/location';
import { locationPath } from '#lib/oci/location';
import { interpretReference } from './interpret-reference.ts';
import { ReferenceText } from './reference-text.tsx';
import { useSuggestions } from './use-suggestions.ts';

// Loaded with the first letter that somebody types.
const SuggestionList = dynamic(() => import('./suggestion-list.tsx').then((file) => file.SuggestionList));

type ReferenceBoxProps = {
  readonly location?: Location | undefined;
  /** What the tag of the location was resolved to. */
  readonly digest?: Digest | undefined;
  readonly isLarge?: boolean;
};

/** Takes any text that people call a reference and opens it; says in one line why a text is none. */
export function ReferenceBox({ location, digest, isLarge = false }: ReferenceBoxProps) {
  const current = location === undefined ? '' : locationPath(location).slice(1);
  const [text, setText] = useState(current);
  const [isOpen, setOpen] = useState(false);
  const [wasRefused, setRefused] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const router = useRouter();
  const listId = useId();
  const suggestions = useSuggestions(text === current ? '' : text);
  const reading = interpretReference(text);
  usePageKey('/', () => input.current?.focus());
  // The focus belongs to the page in the browser: where this box is its purpose, writing can start at once.
  useEffect(() => {
    if (isLarge) input.current?.focus();
  }, [isLarge]);

  const open = (path: string) => {
    setOpen(false);
    input.current?.blur();
    router.push(path);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const chosen = suggestions[active];
    if (chosen !== undefined) return open(`/${chosen.reference}`);
    if (reading.kind === 'location') return open(locationPath(reading.location));
    setRefused(true);
  };
  const steer = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && suggestions.length > 0) {
      event.preventDefault();
      setOpen(true);
      setActive((active + step + suggestions.length + 1) % (suggestions.length + 1));
    }
    if (event.key === 'Escape') {
      setText(current);
      setOpen(false);
      input.current?.blur();
    }
  };
  const isRefused = wasRefused && reading.kind === 'refused';
  const isList = isOpen && suggestions.length > 0;
  return (
    <form
      onSubmit={submit}
      className={clsx('group relative min-w-0 grow', isLarge ? 'w-full' : 'max-w-[760px]')}
    >
      <div
        className={clsx(
          'relative flex items-center rounded-lg border bg-sunken font-mono text-sm focus-within:border-focus focus-within:outline-2 focus-within:outline-focus/40',
          isRefused ? 'border-bad' : 'border-line-strong',
          isLarge ? 'h-11 px-3.5' : 'h-8 px-2.5',
        )}
      >
        <input
          ref={input}
          role="combobox"
          aria-label="Reference"
          aria-expanded={isList}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-invalid={isRefused}
          aria-describedby={`${listId}-why`}
          {...(isList && active >= 0 && active < suggestions.length
            ? { 'aria-activedescendant': `${listId}-${active}` }
            : {})}
          value={text}
          placeholder="ghcr.io/org/app:1.2"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
            setActive(-1);
          }}
          onFocus={(event) => {
            event.target.select();
            setOpen(!isLarge || text !== '');
            setActive(-1);
          }}
          onBlur={() => setOpen(false)}
          onKeyDown={steer}
          className={clsx(
            'peer min-w-0 grow bg-transparent text-text outline-none placeholder:text-faint',
            text === current && current !== '' && 'opacity-0 focus:opacity-100',
          )}
        />
        {location !== undefined && text === current ? (
          <span
            aria-hidden="true"
            className="pointer-events-none absolute inset-x-2.5 overflow-hidden sm:right-10 text-ellipsis whitespace-nowrap peer-focus:hidden"
          >
            <ReferenceText location={location} digest={digest} />
          </span>
        ) : null}
        <kbd className="ml-2 rounded-[5px] border border-b-2 border-line-strong bg-surface px-1.5 font-mono text-xs text-muted max-sm:hidden">
          {isLarge ? '⏎' : '/'}
        </kbd>
      </div>
      <p
        id={`${listId}-why`}
        role={isRefused ? 'alert' : undefined}
        className={clsx(
          isRefused ? 'text-sm' : 'sr-only',
          isLarge
            ? 'mt-2'
            : 'absolute inset-x-0 top-full z-30 mt-1 rounded-lg border border-bad bg-raised px-3 py-2 shadow-raised',
        )}
      >
        {isRefused ? (
          <>
            <span className="text-bad">{reading.message}</span>{' '}
            <span className="text-muted">{reading.hint}</span>
          </>
        ) : null}
      </p>
      {isList && !isRefused ? (
        <SuggestionList id={listId} suggestions={suggestions} active={active} onOpen={open} />
      ) : null}
    </form>
  );
}
