'use client';

import { clsx } from 'clsx';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { useEffect, useId, useReducer, useRef } from 'react';
import { focusPage } from '#components/ui/focus-page.ts';
import { usePageKey } from '#components/ui/use-page-key.ts';
import { useTypedEarly } from '#components/ui/use-typed-early.ts';
import type { Digest } from '#lib/oci/digest';
import type { Location } from '#lib/oci/location';
import { locationPath } from '#lib/oci/location';
import { initialReferenceBoxState, reduceReferenceBox } from './reference-box-state.ts';
import { ReferenceInput } from './reference-input.tsx';
import { ReferenceText } from './reference-text.tsx';

// Loaded when the box gets the focus: what it offers, and the registries it asks.
const ReferenceOffers = dynamic(() => import('./reference-offers.tsx').then((file) => file.ReferenceOffers), {
  ssr: false,
});
/** Reads all that people paste; loaded with the first focus, so that it is there when Enter comes. */
const loadInterpreter = () => import('./interpret-reference.ts');
const ReferenceProblem = dynamic(() =>
  import('./reference-problem.tsx').then((file) => file.ReferenceProblem),
);

type ReferenceBoxProps = {
  readonly location?: Location | undefined;
  /** What the tag of the location was resolved to. */
  readonly digest?: Digest | undefined;
  readonly isLarge?: boolean;
  /** A text that is not a reference: sent before the page came to life, or the address of the page. */
  readonly refused?: string | undefined;
};

/** Takes any text that people call a reference and opens it; says in one line why a text is not one. */
export function ReferenceBox({ location, digest, isLarge = false, refused }: ReferenceBoxProps) {
  const current = location === undefined ? '' : locationPath(location).slice(1);
  const box = useReferenceBox({ current, isLarge, refused });
  const { state, dispatch, input, open, onSubmit } = box;
  const id = useId();
  const isUnchanged = state.text === current && location !== undefined;
  return (
    // What is offered stands beside the form: a dialog that opens from there must not send the box.
    <div
      data-reference-box
      className={clsx('group relative min-w-0 grow', isLarge ? 'w-full' : 'max-w-[760px]')}
    >
      {/* Where the browser leads while our own code is still on its way; the first page leads on. */}
      <form
        action="/"
        onSubmit={onSubmit}
        className={clsx(
          'relative flex items-center rounded-lg border bg-sunken font-mono text-sm focus-within:border-focus focus-within:outline-2 focus-within:outline-focus/40',
          state.isRejected ? 'border-bad' : 'border-line-strong',
          isLarge ? 'h-11 px-3.5' : 'h-8 px-2.5',
        )}
      >
        <ReferenceInput {...{ id, input, state, dispatch, current, isLarge }} />
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
      </form>
      <Reason {...{ id, state, input, isLarge }} />
      {state.isUsed ? (
        <ReferenceOffers {...{ id, input, state, dispatch, current, isLarge }} onOpen={open} />
      ) : null}
    </div>
  );
}

type ReasonProps = Pick<ReturnType<typeof useReferenceBox>, 'state' | 'input'> & {
  readonly id: string;
  readonly isLarge: boolean;
};

/** Why the text is not a reference; in the page from the start, because an alert is heard only where it was empty. */
function Reason({ id, state, input, isLarge }: ReasonProps) {
  const { text, isRejected, rejections } = state;
  return (
    <div
      id={`${id}-why`}
      role={isRejected ? 'alert' : undefined}
      className={clsx(
        isRejected ? 'text-sm' : 'sr-only',
        isLarge
          ? 'mt-2'
          : 'absolute inset-x-0 top-full z-30 mt-1 rounded-lg border border-bad bg-raised px-3 py-2 shadow-raised',
      )}
    >
      {isRejected ? <ReferenceProblem text={text} rejections={rejections} input={input} /> : null}
    </div>
  );
}

type BoxStart = {
  readonly current: string;
  readonly isLarge: boolean;
  readonly refused: string | undefined;
};

/** What the box holds and does; Enter opens the offer that is active, else the text. */
function useReferenceBox({ current, isLarge, refused }: BoxStart) {
  const [state, dispatch] = useReducer(reduceReferenceBox, refused ?? current, (text) => ({
    ...initialReferenceBoxState(text),
    isRejected: refused !== undefined,
    rejections: refused === undefined ? 0 : 1,
  }));
  const input = useRef<HTMLInputElement>(null);
  const router = useRouter();
  usePageKey('/', () => input.current?.focus());
  useTypedEarly(input, state.text, (typed) => dispatch({ type: 'write', text: typed }));
  // Syncs with the address: what was sent stands in the box from here on, and a page that is read again begins anew.
  useEffect(() => {
    if (refused !== undefined && window.location.pathname === '/')
      history.replaceState(history.state, '', '/');
  }, [refused]);
  // Syncs with the network of the browser: it fetches what Enter needs.
  useEffect(() => {
    if (state.isUsed) void loadInterpreter();
  }, [state.isUsed]);
  // Syncs with the focus of the document: where this box is the purpose of the page, writing can start at once.
  useEffect(() => {
    if (!isLarge) return;
    input.current?.focus();
    dispatch({ type: 'focus', opensList: false });
  }, [isLarge]);

  const open = (path: string) => {
    dispatch({ type: 'close' });
    focusPage();
    router.push(path);
  };
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const offer = state.offers[state.active];
    if (offer !== undefined) return open(offer.path);
    const { interpretReference } = await loadInterpreter();
    const reading = interpretReference(state.text);
    if (reading.kind === 'location') open(locationPath(reading.location));
    else dispatch({ type: 'reject' });
  };
  return { state, dispatch, input, open, onSubmit };
}
