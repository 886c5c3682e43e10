'use client';
import { clsx } from 'clsx';
import dynamic from 'next/dynamic';
import type { RefObject } from 'react';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button';
import type { Offer, Offered, ReferenceBoxAction, ReferenceBoxState } from './reference-box-state.ts';
import { leavesBox } from './reference-input.tsx';
import { useOffers } from './use-offers.ts';

const SignInDialog = dynamic(() =>
  import('#components/ui/sign-in/sign-in-dialog').then((file) => file.SignInDialog),
);

type ReferenceOffersProps = {
  readonly id: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly state: ReferenceBoxState;
  readonly dispatch: (action: ReferenceBoxAction) => void;
  /** The text of the page that is open. */
  readonly current: string;
  readonly isLarge: boolean;
  readonly onOpen: (path: string) => void;
};

/** The list under the reference box; the box keeps the focus and steers it. */
export function ReferenceOffers(props: ReferenceOffersProps) {
  const { id, input, state, dispatch, current, isLarge, onOpen } = props;
  const { offers, shared, isAsking, line, signInHost } = useOffers(state.text === current ? '' : state.text);
  const [host, setHost] = useState<string>();
  useOffered({ offers, shared, isAsking }, dispatch);
  const isOpen = state.isListOpen && !state.isRejected && (state.offers.length > 0 || line !== '');
  return (
    <>
      <div
        className={clsx(
          'absolute inset-x-0 z-30 mt-1 rounded-lg border border-line-strong bg-raised p-1 shadow-raised',
          isLarge ? 'top-11' : 'top-8',
          !isOpen && 'hidden',
        )}
      >
        <div id={id} role="listbox" aria-label="References" className="max-h-80 overflow-auto empty:hidden">
          {isOpen
            ? state.offers.map((offer, index) => (
                <OfferRow
                  key={offer.path}
                  id={`${id}-${index}`}
                  offer={offer}
                  isActive={index === state.active}
                  onOpen={onOpen}
                />
              ))
            : null}
        </div>
        <div className="flex items-center gap-3 px-2.5 text-sm text-muted">
          <p role="status" className="min-w-0 grow py-1.5 break-words empty:hidden">
            {isOpen ? line : ''}
          </p>
          {signInHost === undefined ? null : (
            <Button
              look="chip"
              onBlur={(event) => (leavesBox(event) ? dispatch({ type: 'close' }) : undefined)}
              onClick={() => setHost(signInHost)}
            >
              Sign in
            </Button>
          )}
        </div>
      </div>
      {host === undefined ? null : (
        <SignInDialog
          host={host}
          onClose={() => {
            setHost(undefined);
            input.current?.focus();
          }}
        />
      )}
    </>
  );
}

type OfferRowProps = {
  readonly id: string;
  readonly offer: Offer;
  readonly isActive: boolean;
  readonly onOpen: (path: string) => void;
};

function OfferRow({ id, offer: { text, path, note }, isActive, onOpen }: OfferRowProps) {
  return (
    <div
      id={id}
      // The arrow keys of the box bring it into sight.
      ref={(row) => (isActive ? row?.scrollIntoView({ block: 'nearest' }) : undefined)}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      // Before the blur of the box, which closes this list.
      onMouseDown={(event) => {
        event.preventDefault();
        onOpen(path);
      }}
      className={clsx(
        'flex min-h-8 cursor-pointer items-center gap-x-3 rounded-md px-2.5 hover:bg-sunken max-sm:flex-wrap max-sm:py-1',
        isActive && 'bg-sunken',
      )}
    >
      <span className="min-w-0 shrink-0 truncate font-mono text-sm max-sm:shrink max-sm:break-all max-sm:whitespace-normal">
        {text.replace(/[/:]$/, '')}
      </span>
      <span className="min-w-0 grow truncate text-sm text-faint sm:text-right">{note}</span>
    </div>
  );
}

/** Tells the box what is offered: its keys go through it before this list knows of them. */
function useOffered(offered: Offered, dispatch: ReferenceOffersProps['dispatch']): void {
  const key = JSON.stringify(offered);
  // Syncs with the state of the box. The key stands for the offers, which are made anew with each letter.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says whether something changed.
  useEffect(() => dispatch({ type: 'offer', ...offered }), [key, dispatch]);
}
