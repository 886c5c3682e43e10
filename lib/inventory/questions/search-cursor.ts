import * as z from 'zod/mini';

// Numbers as the tables have them.
const number = z.int().check(z.minimum(0), z.maximum(2 ** 31 - 1));

const cursorSchema = z.object({
  /**
   * The number of the entry at which the next page begins; of repositories 0. Its name is not told: it may stand in
   * documents alone that the reader may not see.
   */
  entry: number,
  /** Of repositories the name behind which it begins; else empty. */
  repository: z.string().check(z.refine((text) => !text.includes('\0'))),
  /** Where in the artifacts of the entry it begins: behind this repository and manifest. */
  place: z.tuple([number, number]),
});

/** Where a page of a search begins. */
export type SearchCursor = z.infer<typeof cursorSchema>;

/** Before everything. */
export const searchStart: SearchCursor = { entry: 0, repository: '', place: [0, 0] };

/** A place as a text for an address. */
export function formatSearchCursor(cursor: SearchCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** The place that a text of {@link formatSearchCursor} names; undefined for any other text. */
export function parseSearchCursor(text: string): SearchCursor | undefined {
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
