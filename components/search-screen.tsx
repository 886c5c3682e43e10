'use client';
import { SearchForm } from '#components/search/search-form';
import { SearchResults } from '#components/search/search-results';
import { readSearchKind } from '#components/search/search-words.ts';
import { Header } from '#components/shell/header';
import { EmptyState } from '#components/ui/placeholder';
import { readableQuery } from '#components/ui/readable-query.ts';
import { useSearch } from '#components/ui/use-search.ts';

/** `/search`: what was scanned, by packages, vulnerabilities, signers and more. */
export function SearchScreen() {
  const [search, write] = useSearch();
  const address = new URLSearchParams(search);
  const kind = readSearchKind(address.get('kind'));
  const text = address.get('q')?.trim() ?? '';
  const below = kind === 'package' ? (address.get('below')?.trim() ?? '') : '';
  const asked = { q: text, kind, ...(below === '' ? {} : { below }) };
  return (
    <div className="flex h-dvh flex-col">
      <Header />
      <main className="flex min-h-0 grow flex-col bg-surface">
        <div className="flex min-h-14 shrink-0 items-center border-b border-line px-4 py-2">
          <h1 className="text-xl font-semibold">Search what was scanned</h1>
        </div>
        <SearchForm
          asked={{ text, kind, below }}
          onSearch={(fields) => {
            const query = new URLSearchParams({ q: fields.text, kind: fields.kind });
            if (fields.kind === 'package' && fields.below !== '') query.set('below', fields.below);
            write(readableQuery(query), 'step');
          }}
        />
        {text === '' ? (
          <EmptyState title="Which artifacts have it?">
            Name a package, a vulnerability, a signer or something else that documents say. The answer comes
            from what was scanned, not from the registries.
          </EmptyState>
        ) : (
          <SearchResults key={JSON.stringify(asked)} asked={asked} />
        )}
      </main>
    </div>
  );
}
