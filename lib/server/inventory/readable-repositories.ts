import { LRUCache } from 'lru-cache';
import { ProblemError } from '#lib/api/problems/problem-error';
import { mapConcurrent } from '#lib/async/map-concurrent';
import { hasTrait, RegistryError } from '#lib/registry/registry-error';
import { connect } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import { inventoryLimits } from './limits.ts';

type Named = { readonly host: string; readonly name: string };

/** What a registry said to somebody of a repository; `unknown`: it could not be asked. */
type Permission = 'readable' | 'hidden' | 'unknown';

// A session is another object once its credentials have changed: nothing of the ones before is remembered.
const known = new WeakMap<Session, LRUCache<string, Permission>>();

/**
 * What the registries let somebody read, by their own credentials: each is asked for one tag, and remembered for a while.
 * What cannot be asked within the bounds of one question is unknown, and the next question asks on.
 *
 * @throws what aborted the signal
 */
export async function readPermissions(
  session: Session,
  repositories: readonly Named[],
  signal: AbortSignal,
): Promise<readonly Permission[]> {
  const memory = known.get(session) ?? new LRUCache({ max: inventoryLimits.permissionsMax });
  known.set(session, memory);
  const bounds: Bounds = {
    left: inventoryLimits.permissionsAsked,
    ended: AbortSignal.timeout(inventoryLimits.permissionsAskMs),
    throttled: new Set(),
  };
  const permissions = await mapConcurrent(repositories, inventoryLimits.permissionsAtOnce, async (one) => {
    const key = `${one.host}/${one.name}`;
    const remembered = memory.get(key);
    if (remembered !== undefined) return remembered;
    if (bounds.left <= 0 || bounds.ended.aborted || bounds.throttled.has(one.host)) return 'unknown';
    bounds.left -= 1;
    const permission = await ask(session, one, bounds);
    const { permissionKnownMs, permissionUnknownMs } = inventoryLimits;
    memory.set(key, permission, { ttl: permission === 'unknown' ? permissionUnknownMs : permissionKnownMs });
    return permission;
  });
  signal.throwIfAborted();
  return permissions;
}

/** What one question may still ask. */
type Bounds = { left: number; readonly ended: AbortSignal; readonly throttled: Set<string> };

async function ask(session: Session, { host, name }: Named, bounds: Bounds): Promise<Permission> {
  try {
    await connect(session, host).listTags(name, { pageSize: 1, signal: bounds.ended });
    return 'readable';
  } catch (error) {
    if (bounds.ended.aborted) return 'unknown';
    if (!(error instanceof RegistryError || error instanceof ProblemError)) throw error;
    if (hasTrait(error, 'overload')) bounds.throttled.add(host);
    return hasTrait(error, 'access', 'absence') ? 'hidden' : 'unknown';
  }
}
