import type { JsonOf } from '#lib/api/routes/route-types';

/** A name, and the artifacts that have it. */
export type FoundRow = JsonOf<'GET /api/search'>['rows'][number];

/** Rows of several pages, each name once: it comes again where it has more artifacts on the next page. */
export function joinPages(rows: readonly FoundRow[]): readonly FoundRow[] {
  const joined = new Map<string, FoundRow>();
  for (const row of rows) {
    const key = [row.name, row.type, row.version].join('\0');
    const known = joined.get(key);
    joined.set(
      key,
      known === undefined ? row : { ...known, references: [...known.references, ...row.references] },
    );
  }
  return [...joined.values()];
}

/** A reference, and how many manifests behind it have the name: platforms of an index have one tag. */
type FoundPlace = FoundRow['references'][number] & { readonly manifests: number };

/** The references of a name, each once. */
export function placesOf({ references }: FoundRow): readonly FoundPlace[] {
  const places = Map.groupBy(references, ({ reference }) => reference);
  return [...places.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : { ...first, manifests: same.length };
  });
}
