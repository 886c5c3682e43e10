import * as z from 'zod/mini';

const cursorSchema = z.object({
  /** The entry at which the next page begins: its text, type, version and number. */
  name: z.tuple([z.string(), z.string(), z.string(), z.int()]),
  /** Where in the artifacts of that entry it begins: behind this repository and manifest. */
  place: z.tuple([z.int(), z.int()]),
});

/** Where a page of a search begins. */
export type SearchCursor = z.infer<typeof cursorSchema>;

/** Before everything. */
export const searchStart: SearchCursor = { name: ['', '', '', 0], place: [0, 0] };

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
