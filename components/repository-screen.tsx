'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { TagList } from '#components/catalog/tags/tag-list';
import { Header } from '#components/shell/header';
import { RememberLocation } from '#components/shell/reference/recent.ts';
import { CommandLine } from '#components/ui/copy-button';
import { repositoryCommand } from '#lib/commands/read-commands';
import { textPath } from '#lib/oci/location';
import type { Repository } from '#lib/oci/reference';
import { LocationHead } from './location-head.tsx';

// A menu that places itself is heavy; the names come first.
const TagMenu = dynamic(() => import('./tag-menu.tsx').then((file) => file.TagMenu), { ssr: false });

const InventoryPanel = dynamic(
  () => import('#components/inventory/inventory-panel').then((file) => file.InventoryPanel),
  { ssr: false },
);

const WaysOn = dynamic(() => import('./ways-on.tsx').then((file) => file.WaysOn), { ssr: false });
const SeveralActions = dynamic(
  () => import('#components/changes/several/several-actions').then((file) => file.SeveralActions),
  { ssr: false },
);

/** `/<host>/<name>`: the tags of a repository. */
export function RepositoryScreen({ registry, repository }: Repository) {
  const router = useRouter();
  const name = `${registry}/${repository}`;
  const location = { screen: 'repository', registry, repository } as const;
  return (
    <div className="flex h-dvh flex-col">
      <Header location={location} />
      <main className="flex min-h-0 grow flex-col bg-surface">
        <LocationHead location={location} />
        <TagList
          key={name}
          repository={name}
          whenKnown={<RememberLocation reference={name} />}
          waysOn={(problem) => <WaysOn problem={problem} location={location} />}
          actionsOfSelected={(tags, onDone) => (
            <SeveralActions repository={name} tags={tags} onDone={onDone} />
          )}
          actionsOf={(tag) => (
            <TagMenu
              reference={{ registry, repository, tag }}
              onPlanned={(id) => router.push(`${textPath(`${name}:${tag}`)}?plan=${encodeURIComponent(id)}`)}
            />
          )}
        />
        <InventoryPanel scope={{ host: registry, repository }} />
      </main>
      <footer className="flex h-[30px] shrink-0 items-center border-t border-line bg-surface px-3.5 text-sm text-muted">
        <CommandLine command={repositoryCommand(registry, repository)} />
      </footer>
    </div>
  );
}
