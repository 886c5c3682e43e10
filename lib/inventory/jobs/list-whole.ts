import type { NamesPage } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { scanLimits } from './limits.ts';

type Listing = {
  readonly host: string;
  /** `repositories`, `tags of team/app`. */
  readonly what: string;
  /** What the first page comes behind; empty for the beginning. */
  readonly after: string;
  readonly getPage: (next: string | undefined) => Promise<NamesPage>;
};

/** One page of names, and where it stands in its list. */
export type WholePage = {
  readonly after: string;
  readonly next: string | undefined;
  readonly names: readonly string[];
};

/**
 * The pages of a list up to its end. Only who was given all of them knows the whole list.
 *
 * @throws RegistryError when a page cannot be had, `bad-response` where the list is cut or never ends
 */
export async function* listWhole({ host, what, after, getPage }: Listing): AsyncGenerator<WholePage> {
  const seen = new Set<string>([after]);
  let place = after;
  for (;;) {
    const page = await getPage(place === '' ? undefined : place);
    const { next } = page;
    yield { after: place, next, names: [...new Set(page.names)] };
    if (page.cut !== undefined) throw incomplete(host, what, page.cut);
    if (next === undefined) return;
    if (seen.has(next) || seen.size > scanLimits.listPagesMax) throw incomplete(host, what, 'it never ends.');
    seen.add(next);
    place = next;
  }
}

function incomplete(host: string, what: string, why: string): RegistryError {
  return new RegistryError('bad-response', host, `The list of ${what} at ${host} is incomplete: ${why}`);
}
