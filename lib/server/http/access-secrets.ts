import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What lets a request in, as it is compared with what came. */
export type AccessSecrets = {
  readonly token: string;
  readonly cookieName: string;
  readonly cookieValue: string;
};

/**
 * The secrets of one process. The cookie holds a hash of the token: browsers send cookies of one host to each of its
 * ports, and a server there that sees the cookie does not learn the token. The port stands in its name, so that two
 * Orreries on one host do not overwrite each other's.
 */
export function accessSecrets(token: string, port: number): AccessSecrets {
  const cookieValue = createHash('sha256')
    .update(`orrery access cookie ${port} ${token}`)
    .digest('base64url');
  return { token, cookieName: `orrery-access-${port}`, cookieValue };
}

/** Whether two texts are equal; takes the same time wherever they differ. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

/** The token of `Authorization: Bearer`; undefined without one. https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
export function bearerOf({ authorization = '' }: IncomingHttpHeaders): string | undefined {
  return /^bearer +(\S+) *$/i.exec(authorization)?.[1];
}

/** Whether a cookie of ours came with the request; a page on another port may have added others of its name. */
export function hasAccessCookie({ cookie = '' }: IncomingHttpHeaders, secrets: AccessSecrets): boolean {
  const start = `${secrets.cookieName}=`;
  const values = cookie.split(';').flatMap((pair) => {
    const text = pair.trim();
    return text.startsWith(start) ? [text.slice(start.length)] : [];
  });
  return values.some((value) => isSameSecret(value, secrets.cookieValue));
}

/** Divides a target into the token of its query, if there is one, and the same target without it. */
export function takeToken(target: string): { readonly token: string | undefined; readonly rest: string } {
  const mark = target.indexOf('?');
  if (mark < 0) return { token: undefined, rest: target };
  const pairs = target.slice(mark + 1).split('&');
  const others = pairs.filter((pair) => !isToken(pair));
  const [found] = pairs.filter(isToken);
  const rest = target.slice(0, mark) + (others.length === 0 ? '' : `?${others.join('&')}`);
  return { token: found === undefined ? undefined : (new URLSearchParams(found).get('token') ?? ''), rest };
}

function isToken(pair: string): boolean {
  return pair === 'token' || pair.startsWith('token=');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
