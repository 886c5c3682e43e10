'use client';

import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { interpretReference } from '#components/shell/reference/interpret-reference.ts';
import { useRecent } from '#components/shell/reference/recent.ts';
import type { Command, PaletteGroup } from '#components/ui/commands.ts';
import { groupCommands, offeredCommands } from '#components/ui/commands.ts';
import { registriesQuery } from '#lib/api/queries/queries';
import { locationPath, textPath } from '#lib/oci/location';

/** Everything that can be done here and every place to go to, found by a few letters. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const router = useRouter();
  const [text, setText] = useState('');
  const [here] = useState(offeredCommands);
  const places = useDestinations(text, (path) => router.push(path));
  const groups = groupCommands([...places.typed, ...here, ...places.known], text);
  const run = (command: Command) => {
    onClose();
    command.run();
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
              aria-label="Do something, or go somewhere"
              placeholder="Do something, or go to a reference"
              spellCheck={false}
              className="h-12 shrink-0 border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-faint"
            />
            <Autocomplete.Empty className="px-4 py-6 text-muted empty:hidden">
              No command matches. Type a reference such as ghcr.io/org/app:1.2 to open it.
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 overflow-auto overscroll-contain p-1.5 empty:hidden">
              {(group: PaletteGroup) => <GroupOfCommands key={group.value} group={group} onRun={run} />}
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
            key={command.title}
            value={command}
            onClick={() => onRun(command)}
            className="flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-2.5 outline-none data-highlighted:bg-sunken data-highlighted:outline-1 data-highlighted:-outline-offset-1 data-highlighted:outline-line-strong"
          >
            <span className="min-w-0 grow truncate">{command.title}</span>
            <span className="shrink-0 truncate text-sm text-muted">{command.note}</span>
          </Autocomplete.Item>
        )}
      </Autocomplete.Collection>
    </Autocomplete.Group>
  );
}

/** Where the palette leads: the reference that was typed, and what was opened before, registries, the demo. */
function useDestinations(
  text: string,
  go: (path: string) => void,
): { readonly typed: readonly Command[]; readonly known: readonly Command[] } {
  const recent = useRecent();
  const { registries = [], suggestions = [] } = useQuery(registriesQuery).data ?? {};
  const to = (group: string, title: string, path: string, note?: string): Command => ({
    ...{ group, title, run: () => go(path) },
    ...(note === undefined ? {} : { note }),
  });
  // A word alone could be meant for anything; what has a slash, a colon or a dot is meant as a reference.
  const reading = /[/:.]/.test(text) ? interpretReference(text) : undefined;
  return {
    typed:
      reading?.kind === 'location'
        ? [to('Go to', `Open ${text.trim()}`, locationPath(reading.location))]
        : [],
    known: [
      ...recent.map((reference) => to('Recent', reference, textPath(reference))),
      ...registries.map(({ host }) => to('Registries', host, `/${host}`)),
      ...suggestions.map((one) => to('Demo', one.reference, `/${one.reference}`, one.text)),
      to('Orrery', 'Home', '/'),
    ],
  };
}
