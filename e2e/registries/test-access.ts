import { randomBytes } from 'node:crypto';
import { accessSecrets } from '#lib/server/http/access-secrets';

// Workers load this file again: the token is made once and passed on through the environment.
process.env.STORIES_TOKEN ??= randomBytes(24).toString('base64url');

/** The token of every Orrery that tests start. */
export const testToken = process.env.STORIES_TOKEN;

/** What a script sends to be let in. */
export const testAccess = { authorization: `Bearer ${testToken}` } as const;

/** What a browser has that was let in by the Orrery at this address. */
export function accessCookie(url: string, token = testToken) {
  const { hostname, port } = new URL(url);
  const { cookieName, cookieValue } = accessSecrets(token, Number(port));
  const place = { domain: hostname, path: '/', expires: -1 };
  return {
    ...{ ...place, name: cookieName, value: cookieValue },
    ...({ httpOnly: true, secure: false, sameSite: 'Strict' } as const),
  };
}
