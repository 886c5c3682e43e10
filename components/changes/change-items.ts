import type { ArchiveOptions } from '#components/changes/forms/use-archive.ts';
import type { ChangeAction } from '#components/changes/request/change-target.ts';

/** One line of the menu: it opens a dialog, or downloads an archive. */
export type ChangeItem = {
  readonly title: string;
  readonly note?: string;
  readonly isDanger?: boolean;
} & (
  | { readonly type: 'dialog'; readonly action: ChangeAction }
  | { readonly type: 'archive'; readonly options: ArchiveOptions }
);

type Circumstances = {
  /** The server changes nothing. */
  readonly isReadOnly: boolean;
  /** The artifact lies in a layout on this machine, which can only be read. */
  readonly isLayout: boolean;
  /** A tag in a list: both deletions, of the tag and of all that it leads to. */
  readonly isRow: boolean;
};

/** What can be done with an artifact, in groups; a group without an item is left out. */
export function changeItems({
  isReadOnly,
  isLayout,
  isRow,
}: Circumstances): readonly (readonly ChangeItem[])[] {
  const dialog = (title: string, action: ChangeAction) => ({ type: 'dialog', title, action }) as const;
  const danger = (title: string, action: ChangeAction) =>
    ({ ...dialog(title, action), isDanger: true }) as const;
  const groups: readonly (readonly ChangeItem[])[] = [
    isReadOnly
      ? []
      : [
          ...(isLayout ? [] : [dialog('Attach…', 'attach'), dialog('Tag…', 'tag')]),
          dialog(isLayout ? 'Copy to a registry…' : 'Copy or move…', 'copy'),
        ],
    [
      { type: 'archive', title: 'Archive', note: 'OCI layout, tar', options: {} },
      { type: 'archive', title: 'Archive without layers', note: 'manifests only', options: { layers: '0' } },
    ],
    isReadOnly || isLayout
      ? []
      : [
          danger(isRow ? 'Delete tag…' : 'Delete…', 'delete'),
          ...(isRow ? [danger('Delete with everything attached…', 'delete-graph')] : []),
        ],
  ];
  return groups.filter((group) => group.length > 0);
}
