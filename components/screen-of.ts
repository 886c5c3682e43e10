import type { CompareSides } from '#components/catalog/compare/asked-sides.ts';
import { sidesOf } from '#components/catalog/compare/asked-sides.ts';
import { readAddress } from '#components/shell/reference/read-address.ts';
import type { Location } from '#lib/oci/location';

type Of<Screen extends Location['screen']> = Extract<Location, { readonly screen: Screen }>;
type Compared = { readonly sides: CompareSides; readonly location: Of<'repository' | 'artifact'> };

/** What an address shows: a registry, a repository, an artifact, what two artifacts come to beside each other, which evidence there is, what can go, who may sign, or why its text is not a reference. */
export type Screen =
  | { readonly shows: 'bad-reference' }
  | { readonly shows: 'policy'; readonly location: Location }
  | ({ readonly shows: 'comparison' | 'promotion' } & Compared)
  | { readonly shows: 'coverage'; readonly location: Of<'registry' | 'repository'> }
  | { readonly shows: 'cleanup' | 'repository'; readonly location: Of<'repository'> }
  | { readonly shows: 'registry'; readonly location: Of<'registry'> }
  | { readonly shows: 'artifact'; readonly location: Of<'artifact'> };

/** The query of an address, as the browser and Next give it. */
type AddressQuery = Pick<URLSearchParams, 'get'>;

/** The screen that the path of an address, without its first slash and decoded, asks for with this query. */
export function screenOf(text: string, query: AddressQuery): Screen {
  const location = readAddress(text);
  const view = query.get('view');
  if (location === undefined) return { shows: 'bad-reference' };
  if (view === 'policy') return { shows: 'policy', location };
  const sides = sidesOf(query.get('compare'), location);
  if (sides !== undefined && location.screen !== 'registry')
    return { shows: view === 'audit' ? 'promotion' : 'comparison', sides, location };
  switch (location.screen) {
    case 'registry':
      return { shows: view === 'audit' ? 'coverage' : 'registry', location };
    case 'repository':
      if (view === 'audit') return { shows: 'coverage', location };
      return { shows: view === 'cleanup' ? 'cleanup' : 'repository', location };
    case 'artifact':
      return { shows: 'artifact', location };
    default:
      return location satisfies never;
  }
}
