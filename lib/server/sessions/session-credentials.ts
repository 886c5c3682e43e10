import type { Credential, CredentialSource } from '#lib/registry/auth/credential';
import { RegistryError } from '#lib/registry/registry-error';
import { getServices } from '#lib/server/platform/services';
import { createContainersAuthSource, createDockerConfigSource } from './credentials/docker-config.ts';
import { serviceCredential } from './service-accounts.ts';
import type { Session } from './session.ts';
import { personNameOf } from './session.ts';

/** Whether a token server of this origin may have the password of a registry. */
export type AllowsTokenServer = (origin: string) => boolean;

/**
 * What a session may show a registry: what was typed into the dialog, then what other programs keep on this machine. A
 * team gets none of those, which are its operator's; there an admin may share the account that Orrery itself has.
 */
export function credentialsOf(session: Session): CredentialSource {
  const own: CredentialSource = async (registry) => session.credentials.get(registry);
  const { shared, credentialFiles } = getServices().settings;
  // A scan is nobody's: it has the account of Orrery itself and no other.
  if (shared !== undefined) return session.pace === undefined ? firstOf([own, sharedAccount]) : ownAccount;
  const { docker, containers } = credentialFiles;
  return firstOf([
    own,
    createDockerConfigSource({ path: docker }),
    ...(containers === undefined ? [] : [createContainersAuthSource(containers)]),
  ]);
}

/** Which token servers the operator allows to have the password of a registry, and this person to have their own. */
export function tokenServersOf(session: Session, registry: string): AllowsTokenServer {
  const isConfigured = configuredTokenServers(registry);
  return (origin) =>
    isConfigured(origin) ||
    (mayLeadOn(session, registry) && session.credentials.tokenServers(registry).includes(origin));
}

/** Which token servers the operator allows to have any password of a registry. */
export function configuredTokenServers(registry: string): AllowsTokenServer {
  const configured = getServices().settings.registries.find(({ host }) => host === registry);
  return (origin) => configured?.tokenServers?.includes(origin) === true;
}

/** Whether the password that a session shows a registry is the person's to send elsewhere: a shared one is not. */
function mayLeadOn(session: Session, registry: string): boolean {
  return session.user === undefined || session.credentials.get(registry) !== undefined;
}

/** What this person may let another token server have, without typing it again; undefined for nothing. */
export async function ownCredential(session: Session, registry: string): Promise<Credential | undefined> {
  return mayLeadOn(session, registry) ? await credentialsOf(session)(registry) : undefined;
}

/**
 * Who a session is, for the audit log: the name by which the registry knows it, `anonymous` without credentials, `token`
 * without a user name; in a team the person before it, as `ada@acme.example as robot`.
 */
export async function userOf(session: Session, registry: string): Promise<string> {
  const account = await accountOf(session, registry);
  const person = personNameOf(session);
  return person === undefined ? account : `${person} as ${account}`;
}

async function accountOf(session: Session, registry: string): Promise<string> {
  if (getServices().embedded?.hosts.includes(registry) === true) return 'anonymous';
  const credential = await credentialsOf(session)(registry).catch(unreadable);
  if (credential === undefined) return 'anonymous';
  return credential.kind === 'basic' ? credential.username : 'token';
}

async function ownAccount(registry: string): Promise<Credential | undefined> {
  return (await serviceCredential(registry))?.credential;
}

async function sharedAccount(registry: string): Promise<Credential | undefined> {
  const account = await serviceCredential(registry);
  return account?.isShared === true ? account.credential : undefined;
}

// A credential that cannot be read is shown to no registry.
function unreadable(error: unknown): undefined {
  if (!(error instanceof RegistryError)) throw error;
}

function firstOf(sources: readonly CredentialSource[]): CredentialSource {
  return async (registry, repository) => {
    for (const source of sources) {
      const credential = await source(registry, repository);
      if (credential !== undefined) return credential;
    }
    return undefined;
  };
}
