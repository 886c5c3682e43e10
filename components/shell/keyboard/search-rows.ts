import { readableQuery } from '#components/ui/readable-query.ts';
import type { PaletteGroup } from './rank-commands.ts';

/** `search for log4j`: what somebody wants to be searched for. */
const asked = /^search\s+(?:for\s+)?(?=\S)/i;

/** Identifiers of vulnerabilities in the data bases that reports name. */
const vulnerability = /^(?:CVE-\d{4}-\d|GHSA-[a-z0-9]{4}-)/i;

/** The field of the page holds no more. */
const textMax = 400;

/**
 * The rows of the palette with the search of the inventory for its text. The search stands behind all that the text
 * finds, and first for who writes `search`.
 */
export function withSearch(
  groups: readonly PaletteGroup[],
  text: string,
  go: (path: string) => void,
): readonly PaletteGroup[] {
  const written = text.trim();
  const wanted = written.replace(asked, '').slice(0, textMax);
  if (wanted === '') return groups;
  const kind = vulnerability.test(wanted) ? 'vulnerability' : 'package';
  const query = readableQuery(new URLSearchParams({ q: wanted, kind }));
  const row = {
    ...{ group: 'Inventory', title: `Search the inventory for ${wanted}` },
    run: () => go(`/search?${query}`),
  };
  const found = { value: 'Inventory', items: [row] };
  const isCommand = groups[0]?.items[0]?.title.toLowerCase().startsWith(written.toLowerCase()) === true;
  return wanted === written || isCommand ? [...groups, found] : [found, ...groups];
}
