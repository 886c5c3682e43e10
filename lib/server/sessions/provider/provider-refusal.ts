import * as oidc from 'openid-client';

/**
 * The word by which a provider has refused (https://www.rfc-editor.org/rfc/rfc6749#section-5.2), such as
 * `invalid_client`; undefined for an error that is no refusal of its own.
 */
export function providerRefusal(error: unknown): string | undefined {
  if (error instanceof oidc.WWWAuthenticateChallengeError) return 'invalid_client';
  if (!(error instanceof oidc.ResponseBodyError || error instanceof oidc.AuthorizationResponseError))
    return undefined;
  return /^[\w.-]{1,60}$/.test(error.error) ? error.error : 'no reason';
}
