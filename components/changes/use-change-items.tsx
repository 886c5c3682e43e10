'use client';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { Fragment, useState } from 'react';
import { useArchive } from '#components/changes/forms/use-archive.ts';
import { deletionReason } from '#components/changes/request/change-reason.ts';
import type { ChangeAction, ChangeTarget } from '#components/changes/request/change-target.ts';
import { isInLayout } from '#components/changes/request/change-target.ts';
import { useChangeLimits } from '#components/changes/request/use-change-limits.ts';
import type { Command } from '#components/ui/commands.ts';
import { MenuItem, MenuNote, MenuSeparator } from '#components/ui/menu';
import { formatReference } from '#lib/oci/reference';
import type { ChangeItem } from './change-items.ts';
import { allChanges, changeItems } from './change-items.ts';

const ChangeDialog = dynamic(() => import('./change-dialog.tsx').then((file) => file.ChangeDialog), {
  ssr: false,
});

const ArchiveDialog = dynamic(
  () => import('#components/changes/forms/archive-dialog').then((file) => file.ArchiveDialog),
  { ssr: false },
);

type ChangeItemsOptions = {
  readonly target: ChangeTarget;
  readonly onPlanned: (id: string) => void;
  /** A tag in a list: the shorter menu. */
  readonly isRow: boolean;
};

/**
 * What can be done with an artifact, as the items of a menu. The dialogs stand outside the menu, which closes when one of
 * them opens.
 */
export function useChangeItems({ target, onPlanned, isRow }: ChangeItemsOptions): {
  readonly items: ReactNode;
  readonly dialogs: ReactNode;
  /** The same for the palette. */
  readonly commands: readonly Omit<Command, 'group'>[];
} {
  const [asked, setAsked] = useState<{ readonly action: ChangeAction; readonly text?: string | undefined }>();
  const limits = useChangeLimits(`${target.reference.registry}/${target.reference.repository}`);
  const reference = formatReference(target.reference);
  const archive = useArchive();
  const reason = deletionReason(limits);
  const circumstances = { ...limits, isRow, isLayout: isInLayout(target.reference) };
  const groups = changeItems(circumstances);
  const choose = (item: ChangeItem, text?: string) =>
    item.type === 'dialog' ? setAsked({ action: item.action, text }) : archive.start(reference, item.options);
  const items = (
    <>
      {reason === undefined ? null : <MenuNote>{reason}</MenuNote>}
      {groups.map((group, index) => (
        <Fragment key={group[0]?.title}>
          {index > 0 || reason !== undefined ? <MenuSeparator /> : null}
          {group.map((item) => (
            <MenuItem
              key={item.title}
              look={item.isDanger === true ? 'danger' : 'plain'}
              {...(item.note === undefined ? {} : { note: item.note })}
              onSelect={() => choose(item)}
            >
              {item.title}
            </MenuItem>
          ))}
        </Fragment>
      ))}
    </>
  );
  const dialogs = (
    <>
      {archive.state === 'idle' ? null : <ArchiveDialog archive={archive} />}
      {asked === undefined ? null : (
        <ChangeDialog
          action={asked.action}
          target={{ ...target, asked: asked.text }}
          onClose={() => setAsked(undefined)}
          onPlanned={(id) => {
            setAsked(undefined);
            onPlanned(id);
          }}
        />
      )}
    </>
  );
  const commands = allChanges(circumstances)
    .flat()
    .map((item) => ({
      ...{ title: item.title, aliases: item.aliases, run: (text?: string) => choose(item, text) },
      ...(item.type === 'dialog' && item.action === 'copy' ? { takesGoal: true as const } : {}),
      ...(item.forbidden === undefined ? {} : { forbidden: item.forbidden }),
    }));
  return { items, dialogs, commands };
}
