'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { inventoryLinks } from '#components/fleet/inventory-tabs.ts';
import { SearchForm } from '#components/search/search-form';
import { SearchResults } from '#components/search/search-results';
import { readSearchKind } from '#components/search/search-words.ts';
import { Header } from '#components/shell/header';
import { LinkTabs } from '#components/ui/link-tabs';
import { NoInventory } from '#components/ui/no-inventory';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { readableQuery } from '#components/ui/readable-query.ts';
import { useSearch } from '#components/ui/use-search.ts';
import { registriesQuery } from '#lib/api/queries/queries';

const loading = () => <SkeletonRows count={3} label="Loading the saved questions" />;
const SavedQuestionList = dynamic(
  () => import('#components/search/saved-question-list').then((file) => file.SavedQuestionList),
  { ssr: false, loading },
);
const SavedQuestionView = dynamic(
  () => import('#components/search/saved-question-view').then((file) => file.SavedQuestionView),
  { ssr: false, loading },
);

/** `/search`: what was scanned, by packages, vulnerabilities, signers and more; and the questions that were saved. */
export function SearchScreen() {
  const [search, write] = useSearch();
  const { data } = useQuery(registriesQuery);
  const address = new URLSearchParams(search);
  const kind = readSearchKind(address.get('kind'));
  const text = address.get('q')?.trim() ?? '';
  const below = kind === 'package' ? (address.get('below')?.trim() ?? '') : '';
  const asked = { q: text, kind, ...(below === '' ? {} : { below }) };
  const saved = address.get('saved') ?? '';
  const open = (id: string) => write(`saved=${id}`, 'step');
  return (
    <div className="flex h-dvh flex-col">
      <Header />
      <main className="flex min-h-0 grow flex-col bg-surface">
        <div className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2">
          <h1 className="text-xl font-semibold">Search what was scanned</h1>
          <LinkTabs name="Inventory" tabs={inventoryLinks('search', '')} />
        </div>
        <SearchForm
          asked={{ text, kind, below }}
          onSearch={(fields) => {
            const query = new URLSearchParams({ q: fields.text, kind: fields.kind });
            if (fields.kind === 'package' && fields.below !== '') query.set('below', fields.below);
            write(readableQuery(query), 'step');
          }}
        />
        {data !== undefined && data.inventory === undefined ? (
          <NoInventory />
        ) : saved !== '' ? (
          <SavedQuestionView key={saved} id={saved} onLeave={() => write('', 'detail')} />
        ) : text === '' ? (
          <div className="min-h-0 grow overflow-auto">
            <EmptyState title="Which artifacts have it?">
              Type a package, a vulnerability, a signer or another name from the documents. Orrery answers
              from what it has scanned. To begin, open a registry and press <i>Know this registry</i>.
            </EmptyState>
            <SavedQuestionList onOpen={open} />
          </div>
        ) : (
          <SearchResults key={JSON.stringify(asked)} asked={asked} onSaved={open} />
        )}
      </main>
    </div>
  );
}
