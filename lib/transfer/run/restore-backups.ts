import type { Plan } from '#lib/transfer/plan';
import type { ManifestBackup } from '#lib/transfer/record';
import type { RunContext } from '#lib/transfer/run-context';
import { restoreDropped } from '#lib/transfer/steps/manifest-backup';

/**
 * Restores what a registry deleted with a tag in an earlier run of this plan that was interrupted before it could.
 * `backups` is by step id, from the journal; gives the ids of the steps whose backups all exist again. Rejects with the
 * RegistryError of a registry that does not answer or refuses.
 */
export async function restoreBackups(
  plan: Plan,
  backups: ReadonlyMap<string, readonly ManifestBackup[]>,
  { client, recorder }: Pick<RunContext, 'client' | 'recorder'>,
): Promise<readonly string[]> {
  const whole: string[] = [];
  for (const step of plan.steps) {
    const manifests = backups.get(step.id);
    if (manifests === undefined || !('at' in step)) continue;
    const write = await recorder.begin(step, manifests);
    await restoreDropped(step.at, manifests, { client }, write(step.at.registry));
    whole.push(step.id);
  }
  return whole;
}
