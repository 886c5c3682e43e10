import type { InventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import type { QuestionScope } from '#lib/inventory/questions/reachable';
import { reachOf } from '#lib/inventory/questions/reachable';
import { parseRegistry, parseRepository } from '#lib/oci/reference';
import { getServices } from '#lib/server/platform/services';
import type { Session } from '#lib/server/sessions/session';
import { readPermissions } from './readable-repositories.ts';

/** What somebody asks about; everything where it names nothing. */
export type QuestionPlace = {
  readonly host?: string | undefined;
  /** `host/name`. */
  readonly repository?: string | undefined;
};

/**
 * What of a place somebody may read: as far as their role reaches, and where `ORRERY_INVENTORY_ACCESS=registry` no
 * further than the registries let their own credentials. On one's own machine that is everything.
 *
 * @throws OciError for what is no registry or repository
 */
export async function questionScope(
  { named }: Pick<InventoryQuestions, 'named'>,
  place: QuestionPlace,
  session: Session,
  signal: AbortSignal,
): Promise<QuestionScope> {
  const { user } = session;
  const scope = { ...placeOf(place), reach: user === undefined ? undefined : reachOf(user.rights) };
  if (!asksRegistries(session)) return scope;
  const all = await named(scope);
  const permissions = await readPermissions(session, all, signal);
  return {
    ...scope,
    readable: {
      ids: all.filter((_, at) => permissions[at] === 'readable').map(({ id }) => id),
      notAsked: permissions.filter((permission) => permission === 'unknown').length,
    },
  };
}

/** Whether the registries decide, too, what of the inventory somebody is told. */
export function asksRegistries({ user }: Session): boolean {
  return user !== undefined && getServices().settings.inventory?.access === 'registry';
}

function placeOf({ host, repository }: QuestionPlace): Omit<QuestionScope, 'reach'> {
  if (repository === undefined) return { host: host === undefined ? undefined : parseRegistry(host) };
  const at = parseRepository(repository);
  return { host: at.registry, repository: at.repository };
}
