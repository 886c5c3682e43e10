'use client';
import { ChevronDown, GitCompareArrows, TableProperties } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ChangeMenu } from '#components/changes/change-menu';
import type { Archive } from '#components/changes/forms/use-archive.ts';
import { useArchive } from '#components/changes/forms/use-archive.ts';
import { IconButton } from '#components/ui/button';
import { download } from '#components/ui/download.ts';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu';
import { PageLink } from '#components/ui/page-link';
import { apiPath } from '#lib/api/routes/api-path';
import type { GraphState } from '#lib/graph/graph-state';
import { textPath } from '#lib/oci/location';
import type { Reference } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { useCompare } from './use-compare.tsx';

const ArchiveDialog = dynamic(
  () => import('#components/changes/forms/archive-dialog').then((file) => file.ArchiveDialog),
  { ssr: false },
);
const AttachedFiles = dynamic(() => import('./attached-files.tsx').then((file) => file.AttachedFiles), {
  ssr: false,
});

type HeadActionsProps = {
  readonly reference: Reference;
  readonly state: GraphState;
  readonly onPlanned: (id: string) => void;
};

/** What can be done with the artifact in the middle. */
export function HeadActions({ reference, state, onPlanned }: HeadActionsProps) {
  const node = state.root === undefined ? undefined : state.nodes.get(state.root);
  const compare = useCompare();
  const text = formatReference(reference);
  return (
    <>
      <PageLink
        href={`${textPath(`${reference.registry}/${reference.repository}`)}?view=audit`}
        aria-label="Coverage of the repository"
        title="Coverage of the repository"
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-text max-sm:hidden"
      >
        <TableProperties size={15} aria-hidden="true" />
      </PageLink>
      <IconButton label="Compare with…" onClick={() => compare.ask(text)}>
        <GitCompareArrows size={15} aria-hidden="true" />
      </IconButton>
      {compare.dialog}
      <DownloadMenu reference={reference} state={state} />
      <ChangeMenu target={{ reference, state, node }} onPlanned={onPlanned} />
    </>
  );
}

type DownloadMenuProps = Pick<HeadActionsProps, 'reference' | 'state'>;

/** What of an artifact can be downloaded: alone, and with all that belongs to it. */
function DownloadMenu({ reference, state }: DownloadMenuProps) {
  const text = formatReference(reference);
  const archive = useArchive();
  const [asksFiles, setAsksFiles] = useState(false);
  return (
    <>
      <DownloadItems text={text} archive={archive} onFiles={() => setAsksFiles(true)} />
      {archive.state === 'idle' ? null : <ArchiveDialog archive={archive} />}
      {asksFiles ? (
        <AttachedFiles reference={reference} state={state} onClose={() => setAsksFiles(false)} />
      ) : null}
    </>
  );
}

type DownloadItemsProps = {
  readonly text: string;
  readonly archive: Archive;
  readonly onFiles: () => void;
};

function DownloadItems({ text, archive, onFiles }: DownloadItemsProps) {
  return (
    <Menu
      trigger={
        <>
          Download <ChevronDown size={14} aria-hidden="true" />
        </>
      }
    >
      <MenuItem note="OCI layout, tar" onSelect={() => archive.start(text, {})}>
        Archive with all that belongs to it
      </MenuItem>
      <MenuItem note="manifests only" onSelect={() => archive.start(text, { layers: '0' })}>
        Archive without layers
      </MenuItem>
      <MenuItem onSelect={onFiles}>All attached files…</MenuItem>
      <MenuSeparator />
      <MenuItem
        note="JSON"
        onSelect={() => download(apiPath('/api/manifest', { ref: text }), 'manifest.json')}
      >
        Manifest
      </MenuItem>
      <MenuItem note="NDJSON" onSelect={() => download(apiPath('/api/graph', { ref: text }), 'graph.ndjson')}>
        Graph, one fact a line
      </MenuItem>
    </Menu>
  );
}
