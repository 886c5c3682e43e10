import type { ServerResponse } from 'node:http';

/**
 * Calls `dress` right before a head is written, by whatever part of the server: only then it is known which headers the answer has set itself.
 * All heads pass through `writeHead`, which node:http also calls for answers that never do.
 */
export function onResponseHead(outgoing: ServerResponse, dress: (outgoing: ServerResponse) => void): void {
  const write = outgoing.writeHead;
  outgoing.writeHead = (status: number, ...rest: readonly unknown[]) => {
    outgoing.writeHead = write;
    const [reason, given] = typeof rest[0] === 'string' ? rest : [undefined, rest[0]];
    const pairs = pairsOf(given);
    for (const [name] of pairs) outgoing.removeHeader(name);
    for (const [name, value] of pairs) outgoing.appendHeader(name, value);
    dress(outgoing);
    return typeof reason === 'string' ? outgoing.writeHead(status, reason) : outgoing.writeHead(status);
  };
}

/** Gives the answer what it does not say itself. */
export function addMissing(outgoing: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!outgoing.hasHeader(name)) outgoing.setHeader(name, value);
  }
}

/**
 * Next drops `Content-Length` from every answer of a route handler, and with it goes the progress of a download. Routes
 * therefore say it as `Orrery-Length`; a body that then has another length throws instead of passing for the whole.
 */
export function restoreLength(outgoing: ServerResponse): void {
  const length = outgoing.getHeader('orrery-length');
  if (length === undefined) return;
  outgoing.removeHeader('orrery-length');
  if (!/^[0-9]{1,16}$/.test(String(length))) return;
  outgoing.removeHeader('transfer-encoding');
  outgoing.setHeader('content-length', String(length));
  outgoing.strictContentLength = true;
}

function pairsOf(given: unknown): (readonly [string, string | string[]])[] {
  if (Array.isArray(given)) return pairsOfFlat(given.flat());
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, toText(value)]);
}

function pairsOfFlat(flat: readonly unknown[]): (readonly [string, string])[] {
  return Array.from({ length: flat.length >> 1 }, (_, i) => [String(flat[2 * i]), String(flat[2 * i + 1])]);
}

function toText(value: unknown): string | string[] {
  return Array.isArray(value) ? value.map(String) : String(value);
}
