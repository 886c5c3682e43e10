import type { Command } from '#components/ui/commands.ts';
import type { PlanList } from '#lib/api/contract/plan-contract';
import type { Repository } from '#lib/oci/reference';
import { formatAge } from '#lib/text/format';
import { showHidden } from '#lib/text/untrusted-text';

type Circumstances = {
  /** Where the page is: nowhere, at a registry, or at a repository. */
  readonly place: Partial<Repository>;
  /** Why nothing can be imported here; undefined where it can. */
  readonly reason: string | undefined;
  readonly go: (path: string) => void;
  /** Milliseconds since the epoch. */
  readonly now: number;
};

const shownMax = 5;

/** The deletions of a place, each of which leads to its record: what it archived is put back from there. */
export function putBackCommands(
  plans: PlanList['plans'],
  { place, reason, go, now }: Circumstances,
): readonly Command[] {
  const own = plans.filter(
    ({ action, state, title }) => action === 'delete' && state === 'done' && isOf(place, title),
  );
  return own.slice(0, shownMax).map(({ id, title, created }) => ({
    ...{ group: 'Deleted', title: `Put back ${showHidden(title.replace(/^Delete /, ''))}…` },
    note: formatAge(created, now) ?? '',
    aliases: 'restore undelete undo recover archive',
    ...(reason === undefined ? {} : { forbidden: reason }),
    run: () => go(`/?plan=${encodeURIComponent(id)}`),
  }));
}

/** Whether a deletion was at a place, by its title: `Delete localhost:5000/app:1 alone`, `Delete 2 artifacts of localhost:5000/app`. */
function isOf({ registry, repository }: Partial<Repository>, title: string): boolean {
  if (!title.startsWith('Delete ')) return false;
  if (registry === undefined) return true;
  const home = repository === undefined ? `${registry}/` : `${registry}/${repository}`;
  return title.split(' ').some((word) => {
    if (!word.startsWith(home)) return false;
    return repository === undefined || word.length === home.length || /^[:@]/.test(word.slice(home.length));
  });
}
