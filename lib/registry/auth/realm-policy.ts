import { parse } from 'tldts';

/**
 * `trusted`: may see the credentials · `anonymous`: is asked without them until a person or the operator allows it ·
 * `refused`: is not asked at all.
 */
export type RealmVerdict = 'trusted' | 'anonymous' | 'refused';

/** A registry's origin, and which other origins may have its credentials by the word of a person or the operator. */
export type RealmOwner = {
  readonly origin: string;
  readonly allowsTokenServer: (origin: string) => boolean;
};

/**
 * Whether the token server that a registry names may see the credentials given for that registry. The registry alone
 * chooses the realm, so a hostile or broken one could send passwords anywhere (CVE-2026-33540, CVE-2026-48978): they go
 * to the registry's own host, whatever the port, over https to a host of the same registered domain, and where somebody
 * allowed it. Nobody can allow plain http for a registry that is asked over https.
 */
export function judgeRealm(realm: URL, owner: RealmOwner): RealmVerdict {
  const registry = new URL(owner.origin);
  if (!/^https?:$/.test(realm.protocol) || realm.username !== '' || realm.password !== '') return 'refused';
  if (realm.origin === registry.origin) return 'trusted';
  if (registry.protocol === 'https:' && realm.protocol === 'http:') return 'refused';
  // Whoever runs a host runs its ports: distribution and its token server often stand on two of one machine.
  if (realm.hostname === registry.hostname) return 'trusted';
  const domain = registeredDomain(realm.hostname);
  const isSameOwner = domain !== undefined && domain === registeredDomain(registry.hostname);
  if (isSameOwner && realm.protocol === 'https:') return 'trusted';
  return owner.allowsTokenServer(realm.origin) ? 'trusted' : 'anonymous';
}

/** The origin in a text that is one, `https://auth.example.net` with or without a closing slash; undefined for all else. */
export function parseOrigin(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return undefined;
  return url.href === `${url.origin}/` && !/[?#]$/.test(text) ? url.origin : undefined;
}

// By the Public Suffix List with its private part, where providers name the domains that their customers share. A suffix
// that the list does not know, such as `.lan`, says nothing about who owns what is under it.
function registeredDomain(hostname: string): string | undefined {
  const { domain, isIcann, isPrivate } = parse(hostname, { allowPrivateDomains: true });
  return isIcann === true || isPrivate === true ? (domain ?? undefined) : undefined;
}
