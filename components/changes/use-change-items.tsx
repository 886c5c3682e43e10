'use client';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useArchive } from '#components/changes/forms/use-archive.ts';
import type { ChangeAction, ChangeTarget } from '#components/changes/request/change-target.ts';
import { isInLayout } from '#components/changes/request/change-target.ts';
import { useReadOnly } from '#components/changes/request/use-read-only.ts';
import { MenuItem, MenuNote, MenuSeparator } from '#components/ui/menu';
import { formatReference } from '#lib/oci/reference';

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
 * What can be done with an artifact, as the items of a menu; every one of these starts with a dialog, and then a plan. The
 * dialogs stand outside the menu, which closes when one of them opens.
 */
export function useChangeItems({ target, onPlanned, isRow }: ChangeItemsOptions): {
  readonly items: ReactNode;
  readonly dialogs: ReactNode;
} {
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
  const items = (
    <>
      {isReadOnly ? (
        <MenuNote>This Orrery is read-only: nothing can be changed through it.</MenuNote>
      ) : (
        <>
          {isLayout || isRow ? null : (
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
          {item(isRow ? 'Delete tag…' : 'Delete…', 'delete', 'danger')}
          {isRow ? item('Delete with everything…', 'delete-graph', 'danger') : null}
        </>
      )}
    </>
  );
  const dialogs = (
    <>
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
  return { items, dialogs };
}
