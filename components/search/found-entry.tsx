'use client';
import { useState } from 'react';
import { PageLink } from '#components/ui/page-link';
import { ShowMore } from '#components/ui/show-more';
import { textPath } from '#lib/oci/location';
import { shortTarget } from '#lib/text/short-target';
import { showHidden } from '#lib/text/untrusted-text';
import type { FoundRow } from './join-pages.ts';
import { placesOf } from './join-pages.ts';
import { countOf } from './search-words.ts';

const shownFirst = 10;

/** A name with the artifacts that have it; each leads to its graph. */
export function FoundEntry({ found }: { readonly found: FoundRow }) {
  const [shown, setShown] = useState(shownFirst);
  const { kind, name, type, version } = found;
  const places = placesOf(found);
  if (kind === 'repository')
    return (
      <li className="border-b border-line px-4 py-1.5">
        <PageLink href={textPath(name)} className="font-mono text-sm text-accent hover:underline">
          {name}
        </PageLink>
      </li>
    );
  return (
    <li className="border-b border-line px-4 py-2">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <h2 className="min-w-0 font-medium break-words">
          {showHidden(name)}
          {version === undefined ? null : (
            <span className="ml-2 font-mono text-sm">{showHidden(version)}</span>
          )}
        </h2>
        {type === undefined ? null : <span className="text-sm break-all text-muted">{showHidden(type)}</span>}
        <span className="ml-auto text-sm text-muted tabular-nums">{countOf(places.length, 'artifact')}</span>
      </div>
      <ul aria-label={`Artifacts with ${name} ${version ?? ''}`} className="mt-1">
        {places.slice(0, shown).map(({ reference, tags, manifests }) => (
          <li key={reference} className="flex min-w-0 flex-wrap items-baseline gap-x-3 py-0.5">
            <PageLink
              href={textPath(reference)}
              title={reference}
              className="min-w-0 truncate font-mono text-sm text-accent hover:underline"
            >
              {shortTarget(reference)}
            </PageLink>
            {tags.length > 1 ? (
              <span className="text-sm text-muted">also {tags.slice(1, 6).join(', ')}</span>
            ) : null}
            {manifests > 1 ? (
              <span className="text-sm text-muted">{countOf(manifests, 'platform')}</span>
            ) : null}
          </li>
        ))}
      </ul>
      <ShowMore total={places.length} shown={shown} step={100} onShow={setShown} className="mt-1 text-sm" />
    </li>
  );
}
