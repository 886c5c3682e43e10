import type { ArchiveOptions } from '#components/changes/forms/use-archive.ts';
import type { ChangeLimits } from '#components/changes/request/change-reason.ts';
import { changeReason, changeReasonHere, deletionReason } from '#components/changes/request/change-reason.ts';
import type { ChangeAction } from '#components/changes/request/change-target.ts';

/** One line of the menu: it opens a dialog, or downloads an archive. */
export type ChangeItem = {
  readonly title: string;
  readonly note?: string;
  readonly isDanger?: boolean;
  /** Words that people use for it, in small letters: the palette finds it by them. */
  readonly aliases: string;
  /** Why it cannot be done here; a menu leaves it out, the palette says so. */
  readonly forbidden?: string;
} & (
  | { readonly type: 'dialog'; readonly action: ChangeAction }
  | { readonly type: 'archive'; readonly options: ArchiveOptions }
);

type Circumstances = ChangeLimits & {
  /** The artifact lies in a layout on this machine, which can only be read. */
  readonly isLayout: boolean;
  /** A tag in a list: both deletions, of the tag and of all that it leads to. */
  readonly isRow: boolean;
};

const aliases: Readonly<Record<ChangeAction, string>> = {
  attach: 'attach add sign annotate',
  tag: 'tag retag name rename',
  copy: 'copy cp move mv rename duplicate promote push transfer mirror',
  delete: 'delete remove rm del erase',
  'delete-graph': 'delete remove rm del erase',
  import: 'import restore undelete upload load',
};

const archive = { type: 'archive', aliases: 'archive download backup save export tar' } as const;

const layoutReason = 'A layout can be copied from, and not changed.';

/** What can be done with an artifact, in groups; a group without an item is left out. */
export function changeItems(circumstances: Circumstances): readonly (readonly ChangeItem[])[] {
  return allChanges(circumstances)
    .map((group) => group.filter(({ forbidden }) => forbidden === undefined))
    .filter((group) => group.length > 0);
}

/** The same with what cannot be done here, each with the reason. */
export function allChanges(circumstances: Circumstances): readonly (readonly ChangeItem[])[] {
  const { isLayout, isRow } = circumstances;
  const because = (reason: string | undefined) => (reason === undefined ? {} : { forbidden: reason });
  const needsServer = because(changeReason(circumstances));
  const needsRegistry = because(changeReasonHere(circumstances) ?? (isLayout ? layoutReason : undefined));
  const needsDeleter = because(deletionReason(circumstances) ?? (isLayout ? layoutReason : undefined));
  const dialog = (title: string, action: ChangeAction) =>
    ({ type: 'dialog', title, action, aliases: aliases[action], ...needsRegistry }) as const;
  const danger = (title: string, action: ChangeAction) =>
    ({ ...dialog(title, action), ...needsDeleter, isDanger: true }) as const;
  const copy = { type: 'dialog', action: 'copy', aliases: aliases.copy, ...needsServer } as const;
  return [
    [
      dialog('Attach…', 'attach'),
      dialog('Tag…', 'tag'),
      { ...copy, title: isLayout ? 'Copy to a registry…' : 'Copy or move…' },
    ],
    [
      { ...archive, title: 'Archive', note: 'OCI layout, tar', options: {} },
      { ...archive, title: 'Archive without layers', note: 'manifests only', options: { layers: '0' } },
    ],
    [
      danger(isRow ? 'Delete tag…' : 'Delete…', 'delete'),
      ...(isRow ? [danger('Delete with everything attached…', 'delete-graph')] : []),
    ],
  ];
}
