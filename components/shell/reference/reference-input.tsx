import { clsx } from 'clsx';
import type { FocusEvent, KeyboardEvent, RefObject } from 'react';
import { focusPage } from '#components/ui/focus-page.ts';
import type { ReferenceBoxAction, ReferenceBoxState } from './reference-box-state.ts';
import { canTake } from './reference-box-state.ts';

type ReferenceInputProps = {
  readonly id: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly state: ReferenceBoxState;
  readonly dispatch: (action: ReferenceBoxAction) => void;
  /** The text of the page that is open. */
  readonly current: string;
  readonly isLarge: boolean;
};

/** The input by the pattern of https://www.w3.org/WAI/ARIA/apg/patterns/combobox/: the focus stays in it. */
export function ReferenceInput({ id, input, state, dispatch, current, isLarge }: ReferenceInputProps) {
  const { text, active, offers, isRejected } = state;
  const isListOpen = state.isListOpen && offers.length > 0 && !isRejected;
  const onEscape = () => {
    if (isListOpen) return dispatch({ type: 'close' });
    dispatch({ type: 'reset', text: current });
    // The keys of the page count again; where the box is the purpose of the page, it keeps the focus.
    if (!isLarge) focusPage();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined;
    const takes = event.key === 'Tab' && !event.shiftKey && !isRejected && canTake(state);
    if (event.key === 'Escape') onEscape();
    if (takes) dispatch({ type: 'take' });
    if (by !== undefined && offers.length > 0) dispatch({ type: 'step', by });
    if (takes || (by !== undefined && offers.length > 0)) event.preventDefault();
  };
  return (
    <input
      ref={input}
      role="combobox"
      aria-label="Reference"
      aria-expanded={isListOpen}
      aria-controls={id}
      aria-autocomplete="list"
      aria-invalid={isRejected}
      aria-describedby={`${id}-why`}
      {...(isListOpen && active >= 0 ? { 'aria-activedescendant': `${id}-${active}` } : {})}
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
      onBlur={(event) => (leavesBox(event) ? dispatch({ type: 'close' }) : undefined)}
      onKeyDown={onKeyDown}
      className={clsx(
        'peer min-w-0 grow bg-transparent text-text outline-none placeholder:text-faint',
        text === current && current !== '' && 'opacity-0 focus:opacity-100',
      )}
    />
  );
}

/** Whether the focus goes somewhere else than to what belongs to the box. */
export function leavesBox({ currentTarget, relatedTarget }: FocusEvent): boolean {
  return currentTarget.closest('[data-reference-box]')?.contains(relatedTarget) !== true;
}
