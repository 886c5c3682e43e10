import { z } from 'zod';
import type { RegistryChange } from '#lib/inventory/queue/scan-job';
import { isManifestMediaType } from '#lib/oci/media-type';
import type { NotificationShape } from './notification.ts';
import { toChange } from './notification.ts';

const target = z.object({
  repository: z.string(),
  mediaType: z.string().optional(),
  digest: z.string().optional(),
  tag: z.string().optional(),
});

/** One event of distribution, which Azure sends by itself. */
export const distributionEvent = z.object({ action: z.string(), target });

const envelope = z.object({ events: z.array(distributionEvent) });

/**
 * Events of distribution (https://distribution.github.io/distribution/about/notifications/). It sends one for each read,
 * our own included, and one for each blob: those are no changes.
 */
export const distributionShape: NotificationShape = ({ body }) => {
  const { data } = envelope.safeParse(body);
  return data?.events.flatMap(changeOfEvent);
};

/** What an event of distribution comes to; nothing for a read. */
export function changeOfEvent({
  action,
  target: named,
}: z.infer<typeof distributionEvent>): readonly RegistryChange[] {
  if (action !== 'push' && action !== 'delete') return [];
  const { mediaType = '' } = named;
  // What was deleted has no media type any more.
  if (mediaType !== '' && !isManifestMediaType(mediaType)) return [];
  const { repository, digest, tag } = named;
  return toChange({ repository, digest, tag, isDeleted: action === 'delete' });
}
