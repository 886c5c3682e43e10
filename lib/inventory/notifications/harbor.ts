import { z } from 'zod';
import type { RegistryChange } from '#lib/inventory/queue/scan-job';
import { cloudEventOf } from './cloud-event.ts';
import type { NotificationShape } from './notification.ts';
import { toChange } from './notification.ts';

const content = z.object({
  resources: z.array(z.object({ digest: z.string().optional(), tag: z.string().optional() })),
  repository: z.object({ repo_full_name: z.string() }),
});

const envelope = z.object({ type: z.string(), event_data: content });

/**
 * Webhooks of Harbor, in its own form and as CloudEvents
 * (https://goharbor.io/docs/main/working-with-projects/project-configuration/configure-webhooks/). A finished scan is a
 * change too: its report hangs on the artifact. Reads, quotas and replications are none.
 */
export const harborShape: NotificationShape = (delivery) => {
  const event = cloudEventOf(delivery);
  if (event?.type.startsWith('harbor.') === true) {
    const data = content.safeParse(event.data).data;
    if (data === undefined) return [];
    return changesOf(event.type.replace(/^harbor\./, ''), data);
  }
  const data = envelope.safeParse(delivery.body).data;
  return data === undefined ? undefined : changesOf(data.type, data.event_data);
};

const pushes: ReadonlySet<string> = new Set([
  'PUSH_ARTIFACT',
  'SCANNING_COMPLETED',
  'artifact.pushed',
  'scan.completed',
]);
const deletions: ReadonlySet<string> = new Set(['DELETE_ARTIFACT', 'artifact.deleted']);

function changesOf(
  type: string,
  { resources, repository }: z.infer<typeof content>,
): readonly RegistryChange[] {
  const isDeleted = deletions.has(type);
  if (!isDeleted && !pushes.has(type)) return [];
  return resources.flatMap((resource) =>
    toChange({ repository: repository.repo_full_name, ...resource, isDeleted }),
  );
}
