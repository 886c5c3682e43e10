'use client';
import { ChevronDown, MoreHorizontal } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Menu, MenuItem, MenuNote, MenuSeparator } from '#components/ui/menu';
import { formatReference } from '#lib/oci/reference';
import type { ChangeAction, ChangeTarget } from './change-target.ts';
import { isInLayout } from './change-target.ts';
import { useArchive } from './forms/use-archive.ts';
import { useReadOnly } from './use-read-only.ts';

const ChangeDialog = dynamic(
  () => import('#components/changes/change-dialog').then((file) => file.ChangeDialog),
  {
    ssr: false,
  },
);

const ArchiveDialog = dynamic(
  () => import('#components/changes/forms/archive-dialog').then((file) => file.ArchiveDialog),
  { ssr: false },
);

type ChangeMenuProps = {
  readonly target: ChangeTarget;
  readonly onPlanned: (id: string) => void;
  /** A row of a list has room for an icon, and asks for the shorter menu. */
  readonly look?: 'button' | 'row' | 'icon';
};

/** What can be done with an artifact: every one of these starts with a dialog, and then a plan. */
export function ChangeMenu({ target, onPlanned, look = 'button' }: ChangeMenuProps) {
  const [action, setAction] = useState<ChangeAction>();
  const isReadOnly = useReadOnly();
  const text = formatReference(target.reference);
  const archive = useArchive(text);
  const isLayout = isInLayout(target.reference);
  const item = (name: string, wanted: ChangeAction, look: 'plain' | 'danger' = 'plain') => (
    <MenuItem look={look} onSelect={() => setAction(wanted)}>
      {name}
    </MenuItem>
  );
  return (
    <>
      <Menu
        {...(look === 'button' ? {} : { label: `Change ${text}` })}
        trigger={
          look === 'button' ? (
            <>
              Change <ChevronDown size={14} aria-hidden="true" />
            </>
          ) : (
            <MoreHorizontal size={16} aria-hidden="true" />
          )
        }
      >
        {isReadOnly ? (
          <MenuNote>This Orrery is read-only: nothing can be changed through it.</MenuNote>
        ) : (
          <>
            {isLayout || look === 'row' ? null : (
              <>
                {item('Attach…', 'attach')}
                {item('Tag…', 'tag')}
              </>
            )}
            {item(isLayout ? 'Copy into a registry…' : 'Copy or move…', 'copy')}
          </>
        )}
        <MenuSeparator />
        <MenuItem note="OCI layout, tar" onSelect={() => archive.start({})}>
          Archive
        </MenuItem>
        <MenuItem note="manifests only" onSelect={() => archive.start({ layers: '0' })}>
          Archive without layers
        </MenuItem>
        {isReadOnly || isLayout ? null : (
          <>
            <MenuSeparator />
            {item(look === 'row' ? 'Delete tag…' : 'Delete…', 'delete', 'danger')}
            {look === 'row' ? item('Delete with everything…', 'delete-graph', 'danger') : null}
          </>
        )}
      </Menu>
      {archive.state === 'idle' ? null : (
        <ArchiveDialog
          reference={text}
          problem={archive.problem}
          onRetry={() => archive.retry()}
          onAccept={() => archive.retry({ accept: 'unknown' })}
          onClose={archive.stop}
        />
      )}
      {action === undefined ? null : (
        <ChangeDialog
          action={action}
          target={target}
          onClose={() => setAction(undefined)}
          onPlanned={(id) => {
            setAction(undefined);
            onPlanned(id);
          }}
        />
      )}
    </>
  );
}
