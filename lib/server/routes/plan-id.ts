import { unknownPlan } from '#lib/server/plans/changes';

/**
 * The id in `/api/plans/<id>` and the paths below it.
 *
 * @throws ProblemError `not-found` for what can be no id
 */
export function planIdOf({ pathname }: URL): string {
  const id = pathname.split('/')[3] ?? '';
  if (/^[\w-]{1,100}$/.test(id)) return id;
  throw unknownPlan();
}
