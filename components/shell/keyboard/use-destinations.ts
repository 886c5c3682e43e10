import { useQuery } from '@tanstack/react-query';
import { interpretReference } from '#components/shell/reference/interpret-reference.ts';
import { useRecent } from '#components/shell/reference/recent.ts';
import type { Command } from '#components/ui/commands.ts';
import { registriesQuery } from '#lib/api/queries/queries';
import { locationPath, textPath } from '#lib/oci/location';

/** Where the palette leads: the reference that was typed, and what was opened before, registries, the demo. */
export function useDestinations(
  text: string,
  go: (path: string) => void,
): { readonly typed: readonly Command[]; readonly known: readonly Command[] } {
  const recent = useRecent();
  const { registries = [], suggestions = [] } = useQuery(registriesQuery).data ?? {};
  const to = (group: string, title: string, path: string, note?: string): Command => ({
    ...{ group, title, run: () => go(path) },
    ...(note === undefined ? {} : { note }),
  });
  // A word alone could be meant for anything; what has a slash, a colon or a dot is meant as a reference.
  const reading = /[/:.]/.test(text) ? interpretReference(text) : undefined;
  return {
    typed:
      reading?.kind === 'location'
        ? [to('Go to', `Open ${text.trim()}`, locationPath(reading.location))]
        : [],
    known: [
      ...recent.map((reference) => to('Recent', reference, textPath(reference))),
      ...registries.map(({ host }) => to('Registries', host, `/${host}`)),
      ...suggestions.map((one) => to('Demo', one.reference, `/${one.reference}`, one.text)),
      to('Orrery', 'Home', '/'),
    ],
  };
}
