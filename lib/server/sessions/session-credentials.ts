import type { CredentialSource } from '#lib/registry/auth/credential';
import { RegistryError } from '#lib/registry/registry-error';
import { getServices } from '#lib/server/platform/services';
import { createContainersAuthSource, createDockerConfigSource } from './credentials/docker-config.ts';
import type { Session } from './session.ts';
import { personNameOf } from './session.ts';

/** Whether a token server of this origin may have the password of a registry. */
export type AllowsTokenServer = (origin: string) => boolean;

/**
 * What a session may show a registry: what was typed into the dialog, then what other programs keep on this machine,
 * which are its operator's: a team gets none of them.
 */
export function credentialsOf(session: Session): CredentialSource {
  const own: CredentialSource = async (registry) => session.credentials.get(registry);
  const { shared, credentialFiles } = getServices().settings;
  if (shared !== undefined) return own;
  const { docker, containers } = credentialFiles;
  return firstOf([
    own,
    createDockerConfigSource({ path: docker }),
    ...(containers === undefined ? [] : [createContainersAuthSource(containers)]),
  ]);
}

/** Which token servers the operator or this person allows to have the password of a registry. */
export function tokenServersOf(session: Session, registry: string): AllowsTokenServer {
  const configured = getServices().settings.registries.find(({ host }) => host === registry);
  return (origin) =>
    configured?.tokenServers?.includes(origin) === true ||
    session.credentials.tokenServers(registry).includes(origin);
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
