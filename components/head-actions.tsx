'use client';
import { ChevronDown, GitCompareArrows, TableProperties } from 'lucide-react';
import { ChangeMenu } from '#components/changes/change-menu';
import { IconButton } from '#components/ui/button';
import { download } from '#components/ui/download.ts';
import { Menu, MenuItem } from '#components/ui/menu';
import { PageLink } from '#components/ui/page-link';
import { apiPath } from '#lib/api/routes/api-path';
import type { GraphState } from '#lib/graph/graph-state';
import { textPath } from '#lib/oci/location';
import type { Reference } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { useCompare } from './use-compare.tsx';

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
      <DownloadMenu reference={text} />
      <ChangeMenu target={{ reference, state, node }} onPlanned={onPlanned} />
    </>
  );
}

/** What of an artifact can be downloaded as it is. */
function DownloadMenu({ reference }: { readonly reference: string }) {
  return (
    <Menu
      trigger={
        <>
          Download <ChevronDown size={14} aria-hidden="true" />
        </>
      }
    >
      <MenuItem
        note="JSON"
        onSelect={() => download(apiPath('/api/manifest', { ref: reference }), 'manifest.json')}
      >
        Manifest
      </MenuItem>
      <MenuItem
        note="NDJSON"
        onSelect={() => download(apiPath('/api/graph', { ref: reference }), 'graph.ndjson')}
      >
        Graph, one fact a line
      </MenuItem>
    </Menu>
  );
}
