import { createHash, randomBytes } from 'node:crypto';

/** The cookie of who is signed in, and that of a sign-in under way; `__Host-` binds both to our host and to TLS. */
export const teamCookies = { session: '__Host-orrery', login: '__Host-orrery-login' } as const;

/** The value of a cookie among those of a request; undefined without it. */
export function readCookie(header: string | null | undefined, name: string): string | undefined {
  const found = (header ?? '').split(';').find((pair) => pair.trim().startsWith(`${name}=`));
  return found?.trim().slice(name.length + 1);
}

/**
 * The value of `Set-Cookie`. Lax, because the way back from the identity provider begins on another site; without
 * `maxAgeSeconds` the browser forgets it at its end.
 */
export function teamCookie(name: string, value: string, maxAgeSeconds?: number): string {
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${age}`;
}

/** A value for a cookie that nobody guesses. */
export function newCookieValue(): string {
  return randomBytes(32).toString('base64url');
}

/** Under which key a cookie's value is looked up: whoever reads the table learns no cookie. */
export function cookieKey(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}
