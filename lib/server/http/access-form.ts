import type { IncomingMessage } from 'node:http';
import { limits } from '#lib/server/platform/limits';
import { takeToken } from './access-secrets.ts';

export type AccessForm = {
  /** The token that was pasted; empty without one. */
  readonly given: string;
  /** The path and query on this host to open afterwards, without a token. */
  readonly target: string;
};

/** What the form of our page sends; a form that is too long counts as empty. */
export async function readAccessForm(incoming: IncomingMessage): Promise<AccessForm> {
  const fields = new URLSearchParams(await readText(incoming));
  return { given: fields.get('token')?.trim() ?? '', target: ownTarget(fields.get('target') ?? '/') };
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    // Read to its end all the same: an answer in the middle of a request breaks the connection.
    if (bytes <= limits.accessFormMaxBytes) chunks.push(chunk);
  }
  return bytes <= limits.accessFormMaxBytes ? Buffer.concat(chunks).toString() : '';
}

/** The same target when it stays on this host, else the first page: a form could name any address. */
function ownTarget(text: string): string {
  const base = 'http://orrery.invalid';
  if (!URL.canParse(text, base)) return '/';
  const { origin, pathname, search } = new URL(text, base);
  return origin === base && !pathname.startsWith('//') ? takeToken(pathname + search).rest : '/';
}
