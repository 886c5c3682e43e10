'use client';

import { clsx } from 'clsx';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import type { FormEvent, KeyboardEvent, RefObject } from 'react';
import { useEffect, useId, useReducer, useRef } from 'react';
import { usePageKey } from '#components/ui/use-page-key.ts';
import { useTypedEarly } from '#components/ui/use-typed-early.ts';
import type { Digest } from '#lib/oci/digest';
import { digestParts } from '#lib/oci/digest';
import type { Location } from '#lib/oci/location';
import { locationPath } from '#lib/oci/location';
import type { InterpretedReference } from './interpret-reference.ts';
import { interpretReference } from './interpret-reference.ts';
import type { ReferenceBoxAction, ReferenceBoxState } from './reference-box-state.ts';
import { initialReferenceBoxState, reduceReferenceBox } from './reference-box-state.ts';
import { useSuggestions } from './use-suggestions.ts';

// Loaded with the first letter that somebody types.
const SuggestionList = dynamic(() => import('./suggestion-list.tsx').then((file) => file.SuggestionList));

type ReferenceBoxProps = {
  readonly location?: Location | undefined;
  /** What the tag of the location was resolved to. */
  readonly digest?: Digest | undefined;
  readonly isLarge?: boolean;
  /** What was written and sent before the page came to life. */
  readonly sent?: string | undefined;
};

/** Takes any text that people call a reference and opens it; says in one line why a text is not one. */
export function ReferenceBox({ location, digest, isLarge = false, sent }: ReferenceBoxProps) {
  const current = location === undefined ? '' : locationPath(location).slice(1);
  const box = useReferenceBox({ current, isLarge, sent });
  const { state, dispatch, input, suggestions, problem, open, onSubmit } = box;
  const { text, active } = state;
  const id = useId();
  const isListOpen = state.isListOpen && suggestions.length > 0;
  const isUnchanged = text === current && location !== undefined;
  return (
    <form
      // Where the browser leads while our own code is still on its way; the first page leads on.
      action="/"
      onSubmit={onSubmit}
      className={clsx('group relative min-w-0 grow', isLarge ? 'w-full' : 'max-w-[760px]')}
    >
      <div
        className={clsx(
          'relative flex items-center rounded-lg border bg-sunken font-mono text-sm focus-within:border-focus focus-within:outline-2 focus-within:outline-focus/40',
          problem === undefined ? 'border-line-strong' : 'border-bad',
          isLarge ? 'h-11 px-3.5' : 'h-8 px-2.5',
        )}
      >
        <ReferenceInput
          {...{ id, input, state, dispatch, current, isListOpen, isLarge }}
          suggestionCount={suggestions.length}
          isInvalid={problem !== undefined}
        />
        {isUnchanged ? (
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
      <Reason id={`${id}-why`} problem={problem} isLarge={isLarge} />
      {isListOpen && problem === undefined ? (
        <SuggestionList id={id} suggestions={suggestions} active={active} onOpen={open} />
      ) : null}
    </form>
  );
}

type BoxStart = {
  readonly current: string;
  readonly isLarge: boolean;
  readonly sent: string | undefined;
};

/** What the box holds and does; Enter opens the suggestion that is active, else the text. */
function useReferenceBox({ current, isLarge, sent }: BoxStart) {
  const [state, dispatch] = useReducer(reduceReferenceBox, sent ?? current, (text) => ({
    ...initialReferenceBoxState(text),
    isRejected: sent !== undefined,
  }));
  const { text, active } = state;
  const input = useRef<HTMLInputElement>(null);
  const router = useRouter();
  const suggestions = useSuggestions(text === current ? '' : text);
  const interpreted = interpretReference(text);
  usePageKey('/', () => input.current?.focus());
  useTypedEarly(input, text, (typed) => dispatch({ type: 'write', text: typed }));
  // Syncs with the address: the text stands in the box from here on, and a page that is read again begins anew.
  useEffect(() => {
    if (sent !== undefined) history.replaceState(history.state, '', '/');
  }, [sent]);
  // Syncs with the focus of the document: where this box is the purpose of the page, writing can start at once.
  useEffect(() => {
    if (isLarge) input.current?.focus();
  }, [isLarge]);

  const open = (path: string) => {
    dispatch({ type: 'close' });
    input.current?.blur();
    router.push(path);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const suggestion = suggestions[active];
    if (suggestion !== undefined) return open(`/${suggestion.reference}`);
    if (interpreted.kind === 'location') return open(locationPath(interpreted.location));
    dispatch({ type: 'reject' });
  };
  const problem = state.isRejected && interpreted.kind === 'refused' ? interpreted : undefined;
  return { state, dispatch, input, suggestions, problem, open, onSubmit };
}

type ReferenceInputProps = {
  readonly id: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly state: ReferenceBoxState;
  readonly dispatch: (action: ReferenceBoxAction) => void;
  /** The text of the page that is open. */
  readonly current: string;
  readonly isListOpen: boolean;
  readonly isInvalid: boolean;
  readonly isLarge: boolean;
  readonly suggestionCount: number;
};

/** The input by the pattern of https://www.w3.org/WAI/ARIA/apg/patterns/combobox/: the focus stays in it. */
function ReferenceInput(props: ReferenceInputProps) {
  const { id, input, state, dispatch, current, isListOpen, isInvalid, isLarge, suggestionCount } = props;
  const { text, active } = state;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined;
    if (by !== undefined && suggestionCount > 0) {
      event.preventDefault();
      dispatch({ type: 'step', by, count: suggestionCount });
    }
    if (event.key !== 'Escape') return;
    dispatch({ type: 'reset', text: current });
    input.current?.blur();
  };
  return (
    <input
      ref={input}
      role="combobox"
      aria-label="Reference"
      aria-expanded={isListOpen}
      aria-controls={id}
      aria-autocomplete="list"
      aria-invalid={isInvalid}
      aria-describedby={`${id}-why`}
      {...(isListOpen && active >= 0 && active < suggestionCount
        ? { 'aria-activedescendant': `${id}-${active}` }
        : {})}
      name="reference"
      value={text}
      placeholder="ghcr.io/org/app:1.2"
      // biome-ignore lint/a11y/noAutofocus: where this box is the purpose of the page, writing can start at once.
      autoFocus={isLarge}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onChange={(event) => dispatch({ type: 'write', text: event.target.value })}
      onFocus={(event) => {
        // Only the text of the page: a window that gets the focus back must not select what somebody is writing.
        if (event.target.value === current) event.target.select();
        dispatch({ type: 'focus', opensList: !isLarge });
      }}
      onBlur={() => dispatch({ type: 'close' })}
      onKeyDown={onKeyDown}
      className={clsx(
        'peer min-w-0 grow bg-transparent text-text outline-none placeholder:text-faint',
        text === current && current !== '' && 'opacity-0 focus:opacity-100',
      )}
    />
  );
}

type ReasonProps = {
  readonly id: string;
  readonly problem: Extract<InterpretedReference, { kind: 'refused' }> | undefined;
  readonly isLarge: boolean;
};

/** Why the text is not a reference; in the page from the start, because an alert is heard only where it was empty. */
function Reason({ id, problem, isLarge }: ReasonProps) {
  return (
    <p
      id={id}
      role={problem === undefined ? undefined : 'alert'}
      className={clsx(
        problem === undefined ? 'sr-only' : 'text-sm',
        isLarge
          ? 'mt-2'
          : 'absolute inset-x-0 top-full z-30 mt-1 rounded-lg border border-bad bg-raised px-3 py-2 shadow-raised',
      )}
    >
      {problem === undefined ? null : (
        <>
          <span className="text-bad">{problem.message}</span>{' '}
          <span className="text-muted">{problem.hint}</span>
        </>
      )}
    </p>
  );
}

type ReferenceTextProps = { readonly location: Location; readonly digest?: Digest | undefined };

/** A reference whose parts can be told apart: the registry is dim, the tag stands out. */
function ReferenceText({ location, digest }: ReferenceTextProps) {
  if (location.screen === 'registry') return <span className="text-text">{location.registry}</span>;
  const repository = location.screen === 'repository' ? location : location.reference;
  const reference = location.screen === 'artifact' ? location.reference : undefined;
  const shown = reference?.digest ?? digest;
  return (
    <>
      <span className="text-faint">{repository.registry}/</span>
      <span className="text-text">{repository.repository}</span>
      {reference?.tag === undefined ? null : (
        <span className="font-semibold text-accent">:{reference.tag}</span>
      )}
      {shown === undefined ? null : (
        <span className="text-faint">
          {reference?.tag === undefined ? '' : ' '}@{shortened(shown)}
        </span>
      )}
    </>
  );
}

function shortened(digest: Digest): string {
  const { algorithm, encoded } = digestParts(digest);
  return `${algorithm}:${encoded.slice(0, 12)}…`;
}
