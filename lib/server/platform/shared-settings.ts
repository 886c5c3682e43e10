import { z } from 'zod';
import { Secret } from '#lib/registry/auth/credential';
import { parsePattern } from '#lib/roles/repository-pattern';
import type { RoleRule } from '#lib/roles/rights';
import { roleNames } from '#lib/roles/role';
import { teamLimits } from '#lib/server/sessions/limits';
import type { AddressRange } from './address-range.ts';
import { parseAddressRange, parseIpAddress } from './address-range.ts';

import { StartError } from './start-error.ts';

/** How a team is served: behind a proxy that speaks TLS, with sign-in at the identity provider. */
export type SharedSettings = {
  /** `https://orrery.example`: what people type, and where the identity provider sends them back to. */
  readonly origin: string;
  /** The addresses to listen on. */
  readonly listen: readonly string[];
  /** Proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly AddressRange[];
  /** Where the other replicas reach this one, and it listens for them; undefined where there is none. */
  readonly internalAddress?: InternalAddress | undefined;
  /** What secrets are sealed with: the first seals, each unseals. */
  readonly sessionKeys: readonly Secret[];
  readonly provider: ProviderSettings;
  readonly roles: readonly RoleRule[];
};

/** An address of this machine, or a name of it that the others know, and a port. */
export type InternalAddress = { readonly host: string; readonly port: number };

/** The client that this Orrery is at its identity provider. */
export type ProviderSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scopes: string;
  /** The claim of the ID token that lists a person's groups. */
  readonly groupsClaim: string;
};

const sessionKey = z
  .string()
  .refine((text) => isStrongKey(text), 'must be at least 32 random bytes. Make one: openssl rand -base64 48')
  .transform((text) => new Secret(text));

const roleRules = z.array(
  z
    .strictObject({
      group: z.string().min(1, 'must name a group of the identity provider.'),
      role: z.enum(roleNames, `must be ${roleNames.join(', ')}.`).default('viewer'),
      repositories: z.array(z.string().transform(toPattern)).optional(),
    })
    .refine(({ role, repositories }) => role !== 'admin' || repositories === undefined, {
      message: 'must give an admin all repositories: leave them out.',
      path: ['repositories'],
    }),
  'must be a list like [{"group":"dev","role":"editor","repositories":["registry.example/team-*/**"]}].',
);

/** The variables of shared mode, each also as `…_FILE`. */
export const sharedVariables = {
  ORRERY_PUBLIC_URL: z.string().transform(toPublicOrigin).optional(),
  ORRERY_DATABASE_URL: z.string().transform(toDatabaseUrl).optional(),
  ORRERY_SESSION_KEY: sessionKey.optional(),
  ORRERY_SESSION_KEY_PREVIOUS: sessionKey.optional(),
  ORRERY_OIDC_ISSUER: z.string().transform(toIssuer).optional(),
  ORRERY_OIDC_CLIENT_ID: z.string().optional(),
  ORRERY_OIDC_CLIENT_SECRET: z
    .string()
    .transform((text) => new Secret(text))
    .optional(),
  ORRERY_OIDC_SCOPES: z
    .string()
    .refine(
      (text) => text.split(/\s+/).includes('openid'),
      'must contain openid, as in "openid profile email".',
    )
    .default('openid profile email'),
  ORRERY_OIDC_GROUPS_CLAIM: z.string().default('groups'),
  ORRERY_ROLES: z.string().transform(toJson).pipe(roleRules).optional(),
  ORRERY_LISTEN: z.string().transform(toAddresses).optional(),
  ORRERY_INTERNAL_ADDRESS: z.string().transform(toInternalAddress).optional(),
  ORRERY_TRUSTED_PROXIES: z.string().transform(toRanges).default([]),
} as const;

type SharedValues = z.infer<z.ZodObject<typeof sharedVariables>>;

/**
 * The settings of shared mode; undefined without ORRERY_PUBLIC_URL.
 *
 * @throws StartError `setting`, which names everything that is missing, or what has no meaning without ORRERY_PUBLIC_URL
 */
export function readShared(values: SharedValues): SharedSettings | undefined {
  const origin = values.ORRERY_PUBLIC_URL;
  if (origin === undefined) return refuseWithoutUrl(values);
  const {
    ORRERY_DATABASE_URL: databaseUrl,
    ORRERY_SESSION_KEY: key,
    ORRERY_OIDC_ISSUER: issuer,
    ORRERY_OIDC_CLIENT_ID: clientId,
    ORRERY_OIDC_CLIENT_SECRET: clientSecret,
    ORRERY_ROLES: roles,
  } = values;
  const isWhole = databaseUrl && key && issuer && clientId && clientSecret && roles;
  if (!isWhole) throw missing(values);
  const previous = values.ORRERY_SESSION_KEY_PREVIOUS;
  return {
    origin,
    listen: values.ORRERY_LISTEN ?? ['127.0.0.1'],
    trustedProxies: values.ORRERY_TRUSTED_PROXIES,
    internalAddress: values.ORRERY_INTERNAL_ADDRESS,
    sessionKeys: previous === undefined ? [key] : [key, previous],
    provider: {
      issuer,
      clientId,
      clientSecret,
      scopes: values.ORRERY_OIDC_SCOPES,
      groupsClaim: values.ORRERY_OIDC_GROUPS_CLAIM,
    },
    roles,
  };
}

const required = [
  'ORRERY_DATABASE_URL',
  'ORRERY_SESSION_KEY',
  'ORRERY_OIDC_ISSUER',
  'ORRERY_OIDC_CLIENT_ID',
  'ORRERY_OIDC_CLIENT_SECRET',
  'ORRERY_ROLES',
] as const;

function missing(values: SharedValues): StartError {
  const names = required.filter((name) => values[name] === undefined).join(', ');
  return new StartError('setting', `ORRERY_PUBLIC_URL serves a team, which also needs ${names}.`);
}

function refuseWithoutUrl(values: SharedValues): undefined {
  const { ORRERY_SESSION_KEY, ORRERY_OIDC_ISSUER, ORRERY_ROLES, ORRERY_LISTEN, ORRERY_INTERNAL_ADDRESS } =
    values;
  const given = Object.entries({
    ORRERY_SESSION_KEY,
    ORRERY_OIDC_ISSUER,
    ORRERY_ROLES,
    ORRERY_LISTEN,
    ORRERY_INTERNAL_ADDRESS,
  });
  const [name] = given.find(([, value]) => value !== undefined) ?? [];
  if (name === undefined) return undefined;
  throw new StartError(
    'setting',
    `${name} is for serving a team: set ORRERY_PUBLIC_URL too, or leave it out.`,
  );
}

/** Not a word that is repeated, nor few letters: what a person types by hand is not taken for a key. */
function isStrongKey(text: string): boolean {
  const isRepeated = `${text}${text}`.indexOf(text, 1) < text.length;
  return (
    Buffer.byteLength(text) >= teamLimits.sessionKeyMinBytes &&
    !isRepeated &&
    new Set(text).size >= teamLimits.sessionKeyMinLetters
  );
}

function toPublicOrigin(text: string, context: z.RefinementCtx): string {
  const url = URL.parse(text);
  const isBare = url?.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  if (url !== null && url.protocol === 'https:' && isBare) return url.origin;
  context.addIssue(
    'must be the address that people open, with https and without a path: https://orrery.example',
  );
  return z.NEVER;
}

function toDatabaseUrl(text: string, context: z.RefinementCtx): Secret {
  const protocol = URL.parse(text)?.protocol;
  if (protocol === 'postgres:' || protocol === 'postgresql:') return new Secret(text);
  context.addIssue('must be the address of a PostgreSQL database: postgres://user:password@host:5432/orrery');
  return z.NEVER;
}

function toIssuer(text: string, context: z.RefinementCtx): string {
  const url = URL.parse(text);
  const isWeb = url !== null && url.search === '' && url.hash === '' && url.username === '';
  if (isWeb && url.protocol === 'https:') return text;
  context.addIssue(
    'must be the address of the identity provider, with https: https://login.example/realms/acme',
  );
  return z.NEVER;
}

function toJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('must be JSON: [{"group":"dev","role":"editor"}].');
    return z.NEVER;
  }
}

function toPattern(text: string, context: z.RefinementCtx) {
  const pattern = parsePattern(text);
  if (pattern !== undefined) return pattern;
  context.addIssue(
    `must name repositories like registry.example/team-*/**; ${JSON.stringify(text)} does not.`,
  );
  return z.NEVER;
}

function toAddresses(text: string, context: z.RefinementCtx): readonly string[] {
  const addresses = listOf(text);
  if (addresses.length > 0 && addresses.every((address) => parseIpAddress(address) !== undefined))
    return addresses;
  context.addIssue('must be addresses of this machine, joined by commas: 0.0.0.0 or 127.0.0.1,::1.');
  return z.NEVER;
}

function toInternalAddress(text: string, context: z.RefinementCtx): InternalAddress {
  const [, named = '', port = ''] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  // Kubernetes writes the address of a pod without brackets.
  const host = parseIpAddress(named)?.kind() === 'ipv6' ? `[${named}]` : named;
  const url = URL.parse(`http://${host}:${port}`);
  const isBare = url !== null && url.href === `http://${url.host}/`;
  const isAny = url?.hostname === '0.0.0.0' || url?.hostname === '[::]';
  if (isBare && !isAny && Number(port) >= 1) return { host: url.hostname, port: Number(port) };
  context.addIssue(
    'must be where the other replicas reach this one, an address or a name with a port: 10.0.0.5:3001.',
  );
  return z.NEVER;
}

function toRanges(text: string, context: z.RefinementCtx): readonly AddressRange[] {
  const ranges = listOf(text).map(parseAddressRange);
  if (ranges.every((range) => range !== undefined)) return ranges;
  context.addIssue('must be addresses or ranges of proxies, joined by commas: 10.0.0.5,10.1.0.0/16.');
  return z.NEVER;
}

function listOf(text: string): readonly string[] {
  return text.split(',').flatMap((part) => part.trim() || []);
}
