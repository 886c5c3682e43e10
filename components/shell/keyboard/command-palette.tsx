'use client';

import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import type { Command } from '#components/ui/commands.ts';
import { AccountDialog } from '#components/ui/sign-in/account-dialog';
import { SignInDialog } from '#components/ui/sign-in/sign-in-dialog';
import { registriesQuery } from '#lib/api/queries/queries';
import type { Location } from '#lib/oci/location';
import { KeySheet } from './key-sheet.tsx';
import { pagePlace } from './palette-places.ts';
import type { PaletteGroup } from './rank-commands.ts';
import { themeCommands, usePaletteGroups } from './use-palette-groups.ts';

type CommandPaletteProps = {
  /** What the page shows; undefined on a page of no registry. */
  readonly location: Location | undefined;
  readonly onClose: () => void;
};

/** Everything that can be done here and every place to go to, found by a few letters. */
export function CommandPalette({ location, onClose }: CommandPaletteProps) {
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
  const onRun = (command: Command) => {
    if (!asking.includes(command)) onClose();
    command.run();
  };
  return <PaletteList location={location} asking={asking} onRun={onRun} onClose={onClose} />;
}

type PaletteListProps = CommandPaletteProps & {
  readonly asking: readonly Command[];
  readonly onRun: (command: Command) => void;
};

function PaletteList({ location, asking, onRun, onClose }: PaletteListProps) {
  const [text, setText] = useState('');
  const { groups, completed, line } = usePaletteGroups(text, location, [...asking, ...themeCommands()]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Tab' || event.shiftKey || completed === undefined) return;
    event.preventDefault();
    setText(completed);
  };
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
            onValueChange={setText}
            autoHighlight="always"
            keepHighlight
            itemToStringValue={({ title }: Command) => title}
          >
            <Autocomplete.Input
              aria-label="Run a command or go to a page"
              placeholder="Run a command or go to a reference"
              spellCheck={false}
              onKeyDown={onKeyDown}
              className="h-12 shrink-0 border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-faint"
            />
            <Autocomplete.Empty className="px-4 py-6 text-muted empty:hidden">
              No command matches. {line} Type a reference such as ghcr.io/org/app:1.2 to open it.
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 overflow-auto overscroll-contain p-1.5 empty:hidden">
              {(group: PaletteGroup) => <GroupOfCommands key={group.value} group={group} onRun={onRun} />}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type GroupProps = { readonly group: PaletteGroup; readonly onRun: (command: Command) => void };

function GroupOfCommands({ group, onRun }: GroupProps) {
  return (
    <Autocomplete.Group items={group.items} className="pb-1.5">
      <Autocomplete.GroupLabel className="truncate px-2.5 py-1 text-xs font-semibold tracking-[0.6px] text-faint uppercase">
        {group.value}
      </Autocomplete.GroupLabel>
      <Autocomplete.Collection>
        {(command: Command) => (
          <Autocomplete.Item
            key={`${command.title} ${command.note}`}
            value={command}
            onClick={() => onRun(command)}
            className="flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-2.5 outline-none data-highlighted:bg-sunken data-highlighted:outline-1 data-highlighted:-outline-offset-1 data-highlighted:outline-line-strong"
          >
            <span className="max-w-full min-w-0 grow truncate">{command.title}</span>
            <span className="max-w-[60%] shrink-0 truncate text-sm text-muted">{command.note}</span>
          </Autocomplete.Item>
        )}
      </Autocomplete.Collection>
    </Autocomplete.Group>
  );
}
