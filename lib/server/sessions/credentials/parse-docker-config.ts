import { Buffer } from 'node:buffer';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import type { Credential } from '#lib/registry/auth/credential';
import { Secret } from '#lib/registry/auth/credential';

/** An entry of `auths`: the key as it stands in the file, which helpers want to hear, and what the file itself holds. */
type DockerConfigEntry = { readonly key: string; readonly credential: Credential | undefined };

/** A Docker config by registry, `host[:port]` as in references. */
export type DockerConfig = {
  readonly entries: ReadonlyMap<string, DockerConfigEntry>;
  /** Suffixes of the helpers named for one registry. */
  readonly helpers: ReadonlyMap<string, string>;
  /** Suffix of the helper for all others. */
  readonly store: string | undefined;
};

const dockerHubNames = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/**
 * Parses `config.json` as docker, podman and oras write it. Entries that make no sense are left out: one of them must
 * not take away all the others.
 *
 * @throws TypeError when the text is no JSON object; OciError when it is no JSON
 */
export function parseDockerConfig(text: string): DockerConfig {
  const document = parseJson(text);
  if (!isJsonObject(document)) throw new TypeError('The Docker config is not a JSON object.');
  const entries = new Map<string, DockerConfigEntry>();
  for (const [key, value] of objectEntries(document.auths)) {
    const registry = normalizeKey(key);
    const entry = { key, credential: isJsonObject(value) ? readEntry(value) : undefined };
    // Of several spellings the one that holds something counts.
    if (entries.get(registry)?.credential === undefined) entries.set(registry, entry);
  }
  const helpers = new Map<string, string>();
  for (const [key, suffix] of objectEntries(document.credHelpers)) {
    if (typeof suffix === 'string' && suffix !== '') helpers.set(normalizeKey(key), suffix);
  }
  const { credsStore } = document;
  return {
    entries,
    helpers,
    store: typeof credsStore === 'string' && credsStore !== '' ? credsStore : undefined,
  };
}

/** `ghcr.io` of `https://ghcr.io/v2/`; all of Docker Hub's names are `docker.io`. */
export function normalizeKey(key: string): string {
  const host = key
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/(?:v[12]\/?)?$/, '');
  return dockerHubNames.has(host) ? 'docker.io' : host;
}

function objectEntries(value: unknown): readonly [string, unknown][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function readEntry(entry: Readonly<Record<string, unknown>>): Credential | undefined {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const registryToken = text(entry.registrytoken);
  if (registryToken !== undefined) return { kind: 'registry-token', token: new Secret(registryToken) };
  const identityToken = text(entry.identitytoken);
  if (identityToken !== undefined) return { kind: 'identity-token', token: new Secret(identityToken) };
  const [username, password] = splitAuth(text(entry.auth)) ?? [text(entry.username), text(entry.password)];
  if (username === undefined || password === undefined) return undefined;
  return { kind: 'basic', username, password: new Secret(password) };
}

// base64 of `user:password`; old clients padded it with zero bytes, and passwords may hold colons.
function splitAuth(auth: string | undefined): [string, string] | undefined {
  if (auth === undefined) return undefined;
  const decoded = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '');
  const colon = decoded.indexOf(':');
  return colon <= 0 ? undefined : [decoded.slice(0, colon), decoded.slice(colon + 1)];
}
