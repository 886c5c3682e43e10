import type { JWTPayload } from 'jose';

/** Who somebody is by their ID token. */
export type ProviderIdentity = {
  readonly issuer: string;
  readonly subject: string;
  /** The session at the provider; undefined where it names none. */
  readonly sid: string | undefined;
  readonly name: string;
  readonly email: string | undefined;
  readonly groups: readonly string[];
  /** When the person proved who they are, in milliseconds since 1970; undefined where the provider does not say. */
  readonly authenticatedAt: number | undefined;
};

/** Reads the claims of an ID token that was verified. https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
export function claimedIdentity(claims: JWTPayload, groupsClaim: string): ProviderIdentity {
  const {
    iss: issuer = '',
    sub: subject = '',
    sid,
    name,
    preferred_username: username,
    email,
    auth_time: time,
  } = claims;
  return {
    issuer,
    subject,
    sid: textOf(sid),
    name: textOf(name) ?? textOf(username) ?? textOf(email) ?? subject,
    email: textOf(email),
    groups: groupsOf(claims[groupsClaim]),
    authenticatedAt: typeof time === 'number' ? time * secondMs : undefined,
  };
}

const secondMs = 1_000;

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A list of texts, or one text, as providers with a single group write it. */
function groupsOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === 'string');
}
