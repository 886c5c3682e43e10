import { parse } from 'tldts';
import { scanHeader } from '#lib/registry/header-scanner';

/** One way to identify oneself that a server offers; scheme and parameter names are lower case. */
export type Challenge = {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
};

const token = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const separators = /[\s,]+/y;
const spaces = /[ \t]+/y;
const equals = /[ \t]*=[ \t]*/y;
const quoted = /"((?:[^"\\]|\\[\s\S])*)(?:"|$)/y;
const bare = /[^\s,"]*/y;
const token68 = /[A-Za-z0-9._~+/-]+=*[ \t]*(?=,|$)/y;

/**
 * The challenges of a `WWW-Authenticate`. Several headers arrive joined by commas, which also stand between parameters and
 * within quoted values, so the text is split where a scheme begins. What makes no sense is skipped: a server's mistake in
 * one challenge must not hide the next.
 * https://www.rfc-editor.org/rfc/rfc9110#name-www-authenticate
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  const { isAtEnd, take, skip } = scanHeader(header);
  while (!isAtEnd()) {
    if (take(separators) !== null) continue;
    const name = take(token)?.[0].toLowerCase();
    if (name === undefined) {
      if (take(quoted) === null) skip();
      continue;
    }
    const current = challenges.at(-1);
    if (current !== undefined && take(equals) !== null) {
      const value = take(quoted)?.[1]?.replace(/\\([\s\S])/g, '$1') ?? take(bare)?.[0] ?? '';
      if (!current.parameters.has(name)) current.parameters.set(name, value);
    } else {
      challenges.push({ scheme: name, parameters: new Map() });
      if (take(spaces) !== null) take(token68);
    }
  }
  return challenges;
}

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

// By the Public Suffix List with its private part, where providers name the domains that their customers share. A suffix
// that the list does not know, such as `.lan`, says nothing about who owns what is under it.
function registeredDomain(hostname: string): string | undefined {
  const { domain, isIcann, isPrivate } = parse(hostname, { allowPrivateDomains: true });
  return isIcann === true || isPrivate === true ? (domain ?? undefined) : undefined;
}
