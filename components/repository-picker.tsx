'use client';

import { Popover } from '@base-ui/react/popover';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { ListStatus } from '#components/catalog/list-status';
import { NameFilter } from '#components/catalog/name-filter';
import { sortAscending, useNames } from '#components/catalog/use-names.ts';
import type { AuditQuery } from '#components/coverage/stream/audit-query.ts';
import { writeAuditQuery } from '#components/coverage/stream/audit-query.ts';
import { Button, buttonClass } from '#components/ui/button';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf } from '#components/ui/problem-of.ts';
import { useSearch } from '#components/ui/use-search.ts';
import { VirtualList } from '#components/ui/virtual-list';
import { repositoriesQuery } from '#lib/api/queries/queries';
import { isRepositoryName } from '#lib/oci/reference';

/** Chooses which repositories of a registry are audited: from its catalogue as it comes, or by name where it has none. */
export function RepositoryPicker({ query }: { readonly query: AuditQuery }) {
  const [search, write] = useSearch();
  const now = (query.repositories ?? '').split(',').filter((name) => name !== '');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(now));
  const apply = (names: Iterable<string>) =>
    write(writeAuditQuery(search, { repositories: [...names].toSorted().join() }), 'step');
  return (
    <Popover.Root>
      <Popover.Trigger className={buttonClass()}>
        {now.length === 0 ? 'All repositories' : now.length === 1 ? now[0] : `${now.length} repositories`}
        <ChevronDown size={13} aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-50">
          <Popover.Popup
            aria-label="Repositories"
            className="flex h-[min(26rem,70dvh)] w-[min(24rem,calc(100vw-1.5rem))] flex-col gap-2 rounded-lg border border-line-strong bg-raised p-3 shadow-raised outline-none"
          >
            <Names registry={query.ref} chosen={chosen} onChange={setChosen} />
            <div className="flex items-center justify-end gap-2">
              <span className="grow text-sm text-muted">
                {chosen.size === 0 ? 'None chosen means all' : `${chosen.size.toLocaleString('en')} chosen`}
              </span>
              {now.length > 0 ? (
                <Button look="quiet" onClick={() => apply([])}>
                  All
                </Button>
              ) : null}
              <Button look="primary" disabled={chosen.size === 0} onClick={() => apply(chosen)}>
                Show these
              </Button>
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

type NamesProps = {
  readonly registry: string;
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
};

function Names({ registry, chosen, onChange }: NamesProps) {
  const [text, setText] = useState('');
  const query = useInfiniteQuery(repositoriesQuery(registry));
  const listed = useNames(query, sortAscending);
  const wanted = text.trim().toLowerCase();
  // What was chosen by hand stands in no catalogue.
  const names = sortAscending([...listed, ...chosen]);
  const shown = names.filter((name) => name.includes(wanted));
  const isNew = isRepositoryName(wanted) && !names.includes(wanted);
  const toggle = (name: string) => onChange(chosen.symmetricDifference(new Set([name])));
  return (
    <>
      <NameFilter label="Find or enter a repository" value={text} onChange={setText} />
      <ListStatus
        query={query}
        shown={shown.length}
        total={names.length}
        word={['repository', 'repositories']}
      />
      {query.isError ? <ProblemNote problem={problemOf(query.error)} /> : null}
      {isNew ? (
        <Button onClick={() => toggle(wanted)} className="max-w-full self-start">
          <span className="truncate">Add {wanted}</span>
        </Button>
      ) : null}
      <VirtualList label="Repositories" items={shown} rowHeight={32} keyOf={(name) => name}>
        {(name, tabIndex) => (
          <label className="flex h-8 cursor-pointer items-center gap-2 rounded-md px-1 hover:bg-sunken">
            <input
              type="checkbox"
              tabIndex={tabIndex}
              checked={chosen.has(name)}
              onChange={() => toggle(name)}
              className="size-3.5 shrink-0 accent-accent"
            />
            <span className="truncate">{name}</span>
          </label>
        )}
      </VirtualList>
    </>
  );
}
