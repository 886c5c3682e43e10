import * as z from 'zod/mini';
import type { Same } from '#lib/api/contract/same';
import type { Problem } from '#lib/api/problems/problem';
import { problemCodes } from '#lib/api/problems/problem-code';

/** RFC 9457 problem details, as every route answers them (https://www.rfc-editor.org/rfc/rfc9457#section-3). */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  hint: z.string(),
  code: z.enum(problemCodes),
  registry: z.exactOptional(z.string()),
  tokenServer: z.exactOptional(z.string()),
  requestId: z.string(),
  retryAfterSeconds: z.exactOptional(z.number()),
});

true satisfies Same<z.infer<typeof problemSchema>, Problem>;
