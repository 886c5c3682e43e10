import type { Plan } from '#lib/transfer/plan';
import type { ManifestBackup } from '#lib/transfer/record';
import type { RunContext } from '#lib/transfer/run-context';
import { restoreDropped } from '#lib/transfer/steps/manifest-backup';

/**
 * Puts back what an earlier run of this plan made a registry drop with a tag and did not come to put back. `kept` is by
 * step id, as the journal has it; gives the ids of the steps of which nothing is missing any more.
 *
 * @throws RegistryError where a registry does not tell or refuses
 */
export async function restoreBackups(
  plan: Plan,
  kept: ReadonlyMap<string, readonly ManifestBackup[]>,
  { client, recorder }: Pick<RunContext, 'client' | 'recorder'>,
): Promise<readonly string[]> {
  const whole: string[] = [];
  for (const step of plan.steps) {
    const manifests = kept.get(step.id);
    if (manifests === undefined || !('at' in step)) continue;
    const write = await recorder.begin(step, manifests);
    await restoreDropped(step.at, manifests, { client }, write(step.at.registry));
    whole.push(step.id);
  }
  return whole;
}
