'use client';

import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import type { KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import type { Command, PaletteVerb } from '#components/ui/commands.ts';
import { AccountDialog } from '#components/ui/sign-in/account-dialog';
import { SignInDialog } from '#components/ui/sign-in/sign-in-dialog';
import { registriesQuery } from '#lib/api/queries/queries';
import type { Location } from '#lib/oci/location';
import { KeySheet } from './key-sheet.tsx';
import { pagePlace } from './palette-places.ts';
import { PaletteStatus } from './palette-status.tsx';
import type { PaletteGroup } from './rank-commands.ts';
import { themeCommands, usePaletteGroups } from './use-palette-groups.ts';
import type { PaletteRow } from './verb-rows.ts';
import { completionOf } from './verb-rows.ts';

type CommandPaletteProps = {
  /** What the page shows; undefined on a page of no registry. */
  readonly location: Location | undefined;
  /** What takes an object. */
  readonly verbs: readonly PaletteVerb[];
  /** What there is on every page of this place. */
  readonly commands: readonly Command[];
  /** Gives what was typed before the box was there, once. */
  readonly takeTyped: () => string;
  readonly onClose: () => void;
};

/** Everything that can be done here and every place to go to, found by a few letters. */
export function CommandPalette({ location, commands, ...rest }: CommandPaletteProps) {
  const { onClose } = rest;
  const [shown, setShown] = useState<'list' | 'keys' | 'sign-in' | 'account'>('list');
  const host = pagePlace(location).registry ?? '';
  const entry = useQuery(registriesQuery).data?.registries.find((one) => one.host === host);
  const isSignedIn = entry?.origin === 'signed-in';
  if (shown === 'keys') return <KeySheet onClose={onClose} />;
  if (shown === 'sign-in') return <SignInDialog host={host} onClose={onClose} />;
  if (shown === 'account') return <AccountDialog host={host} user={entry?.user} onClose={onClose} />;
  const at = host === '' ? '' : ` ${isSignedIn ? 'of' : 'to'} ${host}`;
  const group = 'Orrery';
  // These show a dialog in the place of the list.
  const asking: readonly Command[] = [
    isSignedIn
      ? {
          ...{ group, title: `Sign out${at}`, aliases: 'logout log out account' },
          run: () => setShown('account'),
        }
      : {
          ...{ group, title: `Sign in${at}`, aliases: 'login log in account password' },
          run: () => setShown('sign-in'),
        },
    { group, title: 'Keys', aliases: 'help shortcuts keyboard', run: () => setShown('keys') },
  ];
  const onRun = (command: Command, text: string) => {
    if (!asking.includes(command)) onClose();
    command.run(text);
  };
  const own = { commands: [...commands, ...asking, ...themeCommands()], onRun };
  return <PaletteList location={location} {...rest} {...own} />;
}

type PaletteListProps = CommandPaletteProps & { readonly onRun: (command: Command, text: string) => void };

/** The text of the palette, the rows that it finds, and what keys and clicks do with them. */
function usePaletteText({ location, verbs, commands, takeTyped, onRun }: PaletteListProps) {
  const [text, setText] = useState('');
  // Only the keys read it: a state would render the list, whose new rows are marked anew.
  const marked = useRef<PaletteRow>(undefined);
  const answer = usePaletteGroups(text, location, { verbs, commands });
  const rows = answer.groups.flatMap(({ items }) => items);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const isAtEnd = event.currentTarget.selectionStart === text.length;
    if (event.key !== 'Tab' && !(event.key === 'ArrowRight' && isAtEnd)) return;
    const completed = completionOf(text, rows.find(isSame(marked.current)), rows);
    if (completed === undefined) return;
    event.preventDefault();
    setText(completed);
  };
  const onChoose = (row: PaletteRow) => {
    if (row.forbidden !== undefined) return;
    if (row.asks === true) setText(row.completion ?? text);
    else onRun(row, text);
  };
  const onMark = (row: PaletteRow | undefined) => {
    marked.current = row;
  };
  const onFocus = () => {
    const typed = takeTyped();
    if (typed !== '') setText(typed);
  };
  return { text, setText, onFocus, onMark, onKeyDown, onChoose, count: rows.length, ...answer };
}

function PaletteList(props: PaletteListProps) {
  const { onClose } = props;
  const { text, groups, count, line, failure, isAsking, wantsObject, ...act } = usePaletteText(props);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-canvas/70" />
        <Dialog.Popup
          aria-label="Command palette"
          className="fixed top-[10vh] left-1/2 z-50 flex max-h-[70vh] w-[40rem] max-w-[calc(100vw-1.5rem)] -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line-strong bg-raised shadow-raised"
        >
          <Autocomplete.Root
            open
            inline
            items={groups}
            mode="none"
            value={text}
            // A row that is chosen says itself what stands in the box then.
            onValueChange={(next, { reason }) => (reason === 'item-press' ? undefined : act.setText(next))}
            onItemHighlighted={act.onMark}
            autoHighlight="always"
            keepHighlight
            itemToStringValue={({ title }: PaletteRow) => title}
          >
            <Autocomplete.Input
              aria-label="Run a command or go to a page"
              placeholder="Run a command or go to a reference"
              spellCheck={false}
              onFocus={act.onFocus}
              onKeyDown={act.onKeyDown}
              className="h-12 shrink-0 border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-faint"
            />
            <Autocomplete.Empty className="px-4 py-6 text-muted empty:hidden">
              {wantsObject ? 'Nothing has this name.' : 'No command matches.'} {failure === '' ? line : ''}{' '}
              {wantsObject
                ? 'Write a whole reference behind the verb, such as ghcr.io/org/app:1.2.'
                : 'Type a reference such as ghcr.io/org/app:1.2 to open it.'}
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 overflow-auto overscroll-contain p-1.5 empty:hidden">
              {(group: PaletteGroup) => (
                <GroupOfCommands key={group.value} group={group} onRun={act.onChoose} />
              )}
            </Autocomplete.List>
            <PaletteStatus count={count} isAsking={isAsking} failure={failure} />
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Whether a row is the one that is marked; rows are made anew with each answer. */
function isSame(marked: PaletteRow | undefined): (row: PaletteRow) => boolean {
  return ({ group, title, note }) =>
    group === marked?.group && title === marked.title && note === marked.note;
}

type GroupProps = { readonly group: PaletteGroup; readonly onRun: (row: PaletteRow) => void };

function GroupOfCommands({ group, onRun }: GroupProps) {
  return (
    <Autocomplete.Group items={group.items} className="pb-1.5">
      <Autocomplete.GroupLabel className="truncate px-2.5 py-1 text-xs font-semibold tracking-[0.6px] text-faint uppercase">
        {group.value}
      </Autocomplete.GroupLabel>
      <Autocomplete.Collection>
        {(row: PaletteRow) => (
          <Autocomplete.Item
            key={`${row.title} ${row.note}`}
            value={row}
            aria-disabled={row.forbidden !== undefined}
            onClick={() => onRun(row)}
            className={clsx(
              'flex min-h-8 items-center gap-x-3 rounded-md px-2.5 py-1 outline-none max-sm:flex-wrap data-highlighted:bg-sunken data-highlighted:outline-1 data-highlighted:-outline-offset-1 data-highlighted:outline-line-strong',
              row.forbidden === undefined ? 'cursor-pointer' : 'cursor-not-allowed text-muted',
            )}
          >
            <span className="max-w-full min-w-0 grow truncate max-sm:basis-full">{row.title}</span>
            <span
              // What tells two artifacts apart stands at the end of their names: it is not cut off.
              className="line-clamp-2 shrink-0 text-sm [overflow-wrap:anywhere] text-muted sm:max-w-[60%]"
            >
              {row.forbidden ?? row.note}
            </span>
          </Autocomplete.Item>
        )}
      </Autocomplete.Collection>
    </Autocomplete.Group>
  );
}
