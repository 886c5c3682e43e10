'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ChangeDialog } from '#components/changes/change-dialog';
import { useArchive } from '#components/changes/forms/use-archive.ts';
import { deletionReason } from '#components/changes/request/change-reason.ts';
import type { ChangeAction } from '#components/changes/request/change-target.ts';
import { useChangeLimits } from '#components/changes/request/use-change-limits.ts';
import { CommandPalette } from '#components/shell/keyboard/command-palette';
import type { Command } from '#components/ui/commands.ts';
import { recentPlansQuery } from '#lib/api/changes/plan-queries';
import { registriesQuery } from '#lib/api/queries/queries';
import type { Location } from '#lib/oci/location';
import { textPath } from '#lib/oci/location';
import type { Reference } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { inventoryCommands } from './inventory-commands.ts';
import { paletteVerbs } from './palette-verbs.ts';
import { placeCommands } from './place-commands.ts';
import { putBackCommands } from './put-back-commands.ts';
import { useCompare } from './use-compare.tsx';
import { useScanCommands } from './use-scan-commands.tsx';

const ArchiveDialog = dynamic(
  () => import('#components/changes/forms/archive-dialog').then((file) => file.ArchiveDialog),
  { ssr: false },
);

type PaletteProps = {
  readonly isOpen: boolean;
  /** What the page shows; undefined on a page of no registry. */
  readonly location: Location | undefined;
  /** Gives what was typed before the palette was there, once. */
  readonly takeTyped: () => string;
  readonly onClose: () => void;
};

/** The palette of every page, and the dialogs of its verbs, which stay when it closes. */
export function Palette({ isOpen, location, ...handlers }: PaletteProps) {
  const [asked, setAsked] = useState<Asked>();
  const changeLimits = useChangeLimits();
  const reason = deletionReason(changeLimits);
  const archive = useArchive();
  const compare = useCompare();
  const router = useRouter();
  const go = (path: string) => router.push(path);
  const place = location === undefined ? {} : location.screen === 'artifact' ? location.reference : location;
  const verbs = paletteVerbs(place, {
    ...{ ...changeLimits, go, compare: compare.ask },
    change: (item, reference, text) =>
      item.type === 'archive'
        ? archive.start(formatReference(reference), item.options)
        : setAsked({ action: item.action, reference, text }),
  });
  const importing: Command = {
    ...{ group: 'Orrery', title: 'Import an archive…', aliases: 'restore put back undelete upload load' },
    ...(reason === undefined ? {} : { forbidden: reason }),
    run: () => setAsked({ action: 'import' }),
  };
  const changes: Command = {
    ...{
      group: 'Orrery',
      title: 'All changes',
      aliases: 'history record runs copied moved deleted imported',
    },
    run: () => go('/#changes'),
  };
  const deletions = useQuery({ ...recentPlansQuery, enabled: isOpen }).data?.plans ?? [];
  const puttingBack = putBackCommands(deletions, { place, reason, go, now: Date.now() });
  const { inventory } = useQuery({ ...registriesQuery, enabled: isOpen }).data ?? {};
  const known = inventory === true ? inventoryCommands(location, go) : [];
  const scans = useScanCommands({ location, isOpen, go });
  const ofPlace = [...placeCommands(location, go), ...scans.commands, ...known];
  const commands = [...ofPlace, ...puttingBack, importing, changes];
  return (
    <>
      {isOpen ? <CommandPalette location={location} verbs={verbs} commands={commands} {...handlers} /> : null}
      {asked === undefined ? null : <AskedChange asked={asked} onEnd={() => setAsked(undefined)} />}
      {archive.state === 'idle' ? null : <ArchiveDialog archive={archive} />}
      {compare.dialog}
      {scans.dialog}
    </>
  );
}

type Asked = {
  readonly action: ChangeAction;
  readonly reference?: Reference;
  readonly text?: string | undefined;
};

function AskedChange({ asked, onEnd }: { readonly asked: Asked; readonly onEnd: () => void }) {
  const router = useRouter();
  const { action, reference, text } = asked;
  const path = reference === undefined ? '/' : textPath(formatReference(reference));
  return (
    <ChangeDialog
      action={action}
      {...(reference === undefined ? {} : { target: { reference, asked: text } })}
      onClose={onEnd}
      onPlanned={(id) => {
        onEnd();
        router.push(`${path}?plan=${encodeURIComponent(id)}`);
      }}
    />
  );
}
