import type { Fleet } from '#e2e/inventory/fleet/fleet';
import { attachedTo } from '#e2e/inventory/fleet/fleet';

/** What each tag of a fleet leads to: its image, and what hangs on that. */
export type TagStates = ReadonlyMap<string, string>;

/** The tags of a fleet as they stand. */
export function tagStates({ repositories }: Fleet): TagStates {
  const states = new Map<string, string>();
  for (const repository of repositories.values())
    for (const [tag, digest] of repository.tags) {
      const image = repository.images.get(digest);
      const attached = image === undefined ? [] : attachedTo(repository, image).map((one) => one.digest);
      states.set(`${repository.name}:${tag}`, [digest, ...attached.sort()].join(' '));
    }
  return states;
}

/** How many tags were added, were removed, or lead to something else. */
export function countChangedTags(before: TagStates, after: TagStates): number {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).length;
}
