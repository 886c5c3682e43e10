import { z } from 'zod';
import type { NotificationShape } from './notification.ts';
import { toChange } from './notification.ts';

const push = z.object({
  repository: z.string(),
  docker_url: z.string(),
  // Older ones give an object of tags with the ids of their images.
  updated_tags: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]),
});

/** Notifications of Quay when something was pushed (https://docs.quay.io/guides/notifications.html). They name no digest. */
export const quayShape: NotificationShape = ({ body }) => {
  const { data } = push.safeParse(body);
  if (data === undefined) return undefined;
  const { repository, updated_tags: updated } = data;
  const tags = Array.isArray(updated) ? updated : Object.keys(updated);
  return tags.length === 0 ? toChange({ repository }) : tags.flatMap((tag) => toChange({ repository, tag }));
};
