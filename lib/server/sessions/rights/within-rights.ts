import type { Fetch } from '#lib/registry/fetch';
import type { NamesPage, RegistryClient } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import type { Rights } from '#lib/roles/rights';
import { mayAtRegistry, mayInRepository } from '#lib/roles/rights';
import type { UserRole } from '#lib/roles/role';
import type { Need } from './needed-role.ts';
import { neededRole } from './needed-role.ts';
import { roleMissing } from './role-missing.ts';

/**
 * The way to a registry for somebody with these rights. Each request is judged as it leaves, whatever part of Orrery
 * sends it: no route, walk, plan or mount reaches further than its person may.
 */
export function withinRights(fetch: Fetch, registry: string, rights: Rights): Fetch {
  return async (url, request) => {
    const need = request.purpose === 'registry' ? neededRole(request.method, url) : undefined;
    const missing = need === undefined ? undefined : missingRole(need, registry, rights);
    if (missing !== undefined) throw missing;
    return await fetch(url, request);
  };
}

/** The same client, whose list of repositories names only those that these rights cover. */
export function withinCatalogue(client: RegistryClient, rights: Rights): RegistryClient {
  const isShown = (name: string) => mayInRepository(rights, 'viewer', `${client.registry}/${name}`);
  return {
    ...client,
    listRepositories: async (options): Promise<NamesPage> => {
      const page = await client.listRepositories(options);
      return { ...page, names: page.names.filter(isShown) };
    },
  };
}

function missingRole(need: Need, registry: string, rights: Rights): RegistryError | undefined {
  if (need.at === 'unknown') return refuse(registry, 'viewer', registry);
  if (need.at === 'registry')
    return mayAtRegistry(rights, 'viewer', registry) ? undefined : refuse(registry, 'viewer', registry);
  const place = `${registry}/${need.repository}`;
  if (!mayInRepository(rights, need.role, place)) return refuse(registry, need.role, place);
  const from = need.from === undefined ? undefined : `${registry}/${need.from}`;
  return from === undefined || mayInRepository(rights, 'viewer', from)
    ? undefined
    : refuse(registry, 'viewer', from);
}

function refuse(registry: string, role: UserRole, place: string): RegistryError {
  const cause = roleMissing(role, place);
  return new RegistryError('forbidden', registry, cause.problem.detail, { cause });
}
