import * as z from 'zod/mini';
import { digestSchema } from '#lib/api/contract/digest-schema';
import { kinds } from '#lib/oci/kind';

const text = z.exactOptional(z.string());
const count = z.number();

/** `GET /api/retention`: what rules would delete of what was scanned, one page of repositories; nothing is changed. */
export const retentionReportSchema = z.object({
  asOf: text,
  /** The rules as they were understood. */
  keep: z.string(),
  repositories: z.array(
    z.object({
      /** `host/name` */
      repository: z.string(),
      kept: count,
      /** What the rules choose, and what belongs to it. */
      goes: count,
      bytes: count,
      /** Of those that go: nobody knows how large they are, so that `bytes` lacks them. */
      unsized: count,
      /** Why artifacts with a tag stay, the most frequent reason first. */
      protected: z.array(z.object({ why: z.string(), count })),
      /** Why nothing of it can go: something is not known. */
      unknown: text,
      /** What goes, as far as the answer has room: `goes` says how many there are. */
      going: z.array(
        z.object({
          digest: digestSchema,
          kind: z.enum(kinds),
          tags: z.array(z.string()),
          bytes: z.exactOptional(count),
          created: text,
          why: z.string(),
        }),
      ),
      asOf: text,
    }),
  ),
  /** Where the next page begins; absent on the last one. */
  next: text,
  /** Repositories left out because nobody could tell whether the caller may read them. */
  notAsked: z.exactOptional(count),
});
