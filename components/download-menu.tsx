'use client';
import { ChevronDown } from 'lucide-react';
import { Menu, MenuItem } from '#components/ui/menu';
import { apiPaths } from '#lib/api/routes';

/** What of an artifact can be downloaded as it is. */
export function DownloadMenu({ reference }: { readonly reference: string }) {
  return (
    <Menu
      trigger={
        <>
          Download <ChevronDown size={14} aria-hidden="true" />
        </>
      }
    >
      <MenuItem note="JSON" onSelect={() => download(apiPaths.manifest(reference), 'manifest.json')}>
        Manifest
      </MenuItem>
      <MenuItem note="NDJSON" onSelect={() => download(apiPaths.graph(reference), 'graph.ndjson')}>
        Graph, one fact a line
      </MenuItem>
    </Menu>
  );
}

function download(href: string, name: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}
