import type { RouteName } from '#lib/api/routes/route-types';
import { parseAddress } from '#lib/oci/location';
import type { Rights } from '#lib/roles/rights';
import { mayAtRegistry, mayInRepository, maySomewhere } from '#lib/roles/rights';
import type { UserRole } from '#lib/roles/role';

/** Who of a team may ask a route. */
export type RouteRule =
  /** Also who is not signed in: the way in, and what proves itself by a token. */
  | 'open'
  /** Whoever is signed in, whatever they may do: it is about themselves, or the same for all. */
  | 'signed-in'
  /** The role somewhere: what it is about stands in its body or in a plan, and is judged there. */
  | { readonly role: UserRole }
  /** The same; with the parameter `key` also who is not signed in, and then the route judges the key. */
  | { readonly role: UserRole; readonly orKey: true }
  /** The role in each repository or registry that these parameters name. */
  | { readonly role: UserRole; readonly at: readonly string[] };

const viewer = { role: 'viewer' } as const;
const editor = { role: 'editor' } as const;
const admin = { role: 'admin' } as const;
const viewerAt = (...at: readonly string[]) => ({ role: 'viewer', at }) as const;

/** The rule of every route. What leaves for a registry is judged once more as it leaves. */
export const routeRules: Readonly<Record<RouteName, RouteRule>> = {
  'GET /api/session': 'signed-in',
  'GET /api/session/start': 'open',
  'GET /api/session/callback': 'open',
  'POST /api/session/end': 'signed-in',
  'POST /api/session/backchannel': 'open',
  'GET /api/sessions': admin,
  'DELETE /api/sessions/{id}': admin,
  // Who is no admin reads what they have asked for themselves.
  'GET /api/audit-log': viewer,
  'GET /api/audit-log/verify': admin,
  'GET /api/admin/health': admin,
  'GET /api/admin/registries': admin,
  'GET /api/admin/service-accounts': admin,
  'PUT /api/admin/service-accounts': admin,
  'DELETE /api/admin/service-accounts': { role: 'admin', at: ['host'] },
  'GET /api/registries': 'signed-in',
  'GET /api/registry': viewerAt('host'),
  'GET /api/repositories': viewerAt('host'),
  'GET /api/tags': viewerAt('ref'),
  'GET /api/resolve': viewerAt('ref'),
  'GET /api/manifest': viewerAt('ref'),
  'GET /api/blob': viewerAt('ref'),
  'GET /api/document': viewerAt('ref'),
  'GET /api/document/rows': viewerAt('ref'),
  'GET /api/files': viewerAt('ref'),
  'GET /api/archive': viewerAt('ref'),
  'GET /api/graph': viewerAt('ref'),
  'GET /api/findings': viewerAt('ref'),
  'GET /api/compare': viewerAt('left', 'right'),
  'GET /api/verify': viewerAt('ref'),
  'POST /api/verify': viewer,
  'GET /api/policies': viewerAt('ref'),
  'GET /api/requirements': 'signed-in',
  'GET /api/audit': viewerAt('ref', 'against'),
  'GET /api/audits': viewerAt('scope'),
  'POST /api/audits': viewer,
  'GET /api/audits/{id}': viewer,
  'DELETE /api/audits/{id}': viewer,
  'GET /api/audits/{id}/changes': viewer,
  'GET /api/cleanup': viewerAt('ref'),
  'GET /api/search': viewerAt('host', 'repository'),
  'GET /api/coverage': viewerAt('host', 'repository'),
  'GET /api/coverage/repositories': viewerAt('host', 'repository'),
  'GET /api/trends': viewerAt('host', 'repository'),
  'GET /api/changes': viewerAt('host', 'repository'),
  'GET /api/orphans': viewerAt('host', 'repository'),
  'GET /api/questions': viewer,
  'PUT /api/questions': viewer,
  'DELETE /api/questions': viewer,
  'GET /api/questions/{id}': { role: 'viewer', orKey: true },
  'GET /api/retention': viewerAt('host', 'repository'),
  'POST /api/uploads': editor,
  'DELETE /api/uploads/{id}': editor,
  'GET /api/plans': viewer,
  'POST /api/plans': editor,
  'GET /api/plans/{id}': viewer,
  'DELETE /api/plans/{id}': editor,
  'POST /api/plans/{id}/run': editor,
  'GET /api/plans/{id}/archive': viewer,
  'GET /api/inventory': viewerAt('host'),
  'POST /api/inventory': admin,
  'DELETE /api/inventory': { role: 'admin', at: ['host'] },
  'GET /api/inventory/estimate': viewerAt('host'),
  'POST /api/inventory/scans': editor,
  'GET /api/inventory/scans/{id}': viewer,
  'DELETE /api/inventory/scans/{id}': editor,
  'POST /api/hooks/{id}': 'open',
  'GET /api/admin/hooks': admin,
  'PUT /api/admin/hooks': admin,
  'DELETE /api/admin/hooks': { role: 'admin', at: ['host'] },
  'POST /api/sign-in': viewer,
  'POST /api/sign-out': viewer,
};

/** A role that somebody lacks, and where. */
export type MissingRole = { readonly role: UserRole; readonly place?: string };

/** What keeps somebody with these rights from a route that asks with these parameters; undefined where nothing does. */
export function judgeRoute(
  rule: Exclude<RouteRule, string>,
  rights: Rights,
  parameters: URLSearchParams,
): MissingRole | undefined {
  const { role } = rule;
  if (!maySomewhere(rights, role)) return { role };
  const texts = 'at' in rule ? rule.at.flatMap((name) => parameters.getAll(name)) : [];
  for (const text of texts) {
    const place = placeOf(text);
    if (place === undefined) continue;
    const { registry, repository } = place;
    const name = repository === undefined ? registry : `${registry}/${repository}`;
    const isAllowed =
      repository === undefined ? mayAtRegistry(rights, role, registry) : mayInRepository(rights, role, name);
    if (!isAllowed) return { role, place: name };
  }
  return undefined;
}

type Place = { readonly registry: string; readonly repository?: string };

/** What a parameter is about; undefined for what is no reference, and for uploads, which have no other name than their id. */
function placeOf(text: string): Place | undefined {
  try {
    const location = parseAddress(text);
    const place = location.screen === 'artifact' ? location.reference : location;
    return place.registry.startsWith('oci:') ? undefined : place;
  } catch {
    return undefined;
  }
}
