import { registrableDomain } from '#lib/registry/auth/registrable-domain';

/** `trusted`: may see the credentials · `anonymous`: may be asked without them · `refused`: is not asked at all. */
export type RealmVerdict = 'trusted' | 'anonymous' | 'refused';

/** A registry, its origin, and the origins that the operator trusts with its credentials. */
export type RealmOwner = {
  readonly registry: string;
  readonly origin: string;
  readonly trustedRealms: readonly string[];
};

const knownPairs: Readonly<Record<string, string>> = { 'docker.io': 'https://auth.docker.io' };

/**
 * Whether the token server that a registry names may see the credentials given for that registry. The registry alone
 * chooses the realm, so a hostile or broken one could send passwords anywhere (CVE-2026-33540, CVE-2026-48978): they go
 * to the registry's own origin, to the known partner of a known registry, and over https to a host of the same owner.
 */
export function judgeRealm(realm: URL, owner: RealmOwner): RealmVerdict {
  const registry = new URL(owner.origin);
  if (!/^https?:$/.test(realm.protocol) || realm.username !== '' || realm.password !== '') return 'refused';
  if (realm.origin === registry.origin) return 'trusted';
  if (registry.protocol === 'https:' && realm.protocol === 'http:') return 'refused';
  if (owner.trustedRealms.includes(realm.origin)) return 'trusted';
  if (knownPairs[owner.registry] === realm.origin) return 'trusted';
  const domain = registrableDomain(realm.hostname);
  const isSameOwner = domain !== undefined && domain === registrableDomain(registry.hostname);
  return isSameOwner && realm.protocol === 'https:' ? 'trusted' : 'anonymous';
}
