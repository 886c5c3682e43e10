import { z } from 'zod/mini';

const loginSchema = z.object({
  verifier: z.string(),
  state: z.string(),
  nonce: z.string(),
  /** Whether the person had to prove who they are, although the provider may know them already. */
  isFresh: z.boolean(),
  /** The path on our own host to open afterwards. */
  target: z.string(),
});

/** What a sign-in that was begun must find again at its end; it is used once. */
export type PendingLogin = Readonly<z.infer<typeof loginSchema>>;

/** A sign-in in the JSON text that it was kept as. */
export function parseLogin(text: string): PendingLogin {
  return loginSchema.parse(JSON.parse(text));
}
