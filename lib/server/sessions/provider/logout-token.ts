import type { JWTVerifyGetKey } from 'jose';
import { errors, jwtVerify } from 'jose';
import { teamLimits } from '#lib/server/sessions/limits';

/** Whose sessions the provider ends: one session of it, or all of a person. */
export type LogoutToken = {
  readonly id: string;
  readonly issuer: string;
  readonly subject?: string;
  readonly sid?: string;
};

type Expected = {
  readonly issuer: string;
  readonly clientId: string;
  /** The keys that the provider publishes. */
  readonly keys: JWTVerifyGetKey;
};

const event = 'http://schemas.openid.net/event/backchannel-logout';

/**
 * Reads a logout token, signed by the provider for us within the last two minutes; undefined for any other text. Whoever
 * gets one checks that its id comes only once. https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation
 *
 * @throws what the keys cannot be had by
 */
export async function readLogoutToken(
  token: string,
  { issuer, clientId, keys }: Expected,
): Promise<LogoutToken | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      maxTokenAge: teamLimits.logoutTokenAgeSeconds,
      clockTolerance: teamLimits.logoutClockSkewSeconds,
      requiredClaims: ['jti', 'iat', 'events'],
    });
    const { jti: id, sub: subject, sid, nonce, events } = payload;
    const isLogout = typeof events === 'object' && events !== null && event in events;
    if (id === undefined || !isLogout || nonce !== undefined) return undefined;
    if (subject === undefined && typeof sid !== 'string') return undefined;
    return {
      id,
      issuer,
      ...(subject === undefined ? {} : { subject }),
      ...(typeof sid === 'string' ? { sid } : {}),
    };
  } catch (error) {
    // No keys: nothing is known of the token.
    if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) throw error;
    return undefined;
  }
}
