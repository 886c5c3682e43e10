import { z } from 'zod';
import type { NotificationShape } from './notification.ts';
import { toChange } from './notification.ts';

const push = z.object({
  push_data: z.object({ tag: z.string().optional() }),
  repository: z.object({ repo_name: z.string() }),
});

/** Webhooks of Docker Hub (https://docs.docker.com/docker-hub/repos/manage/webhooks/). They name no digest. */
export const dockerHubShape: NotificationShape = ({ body }) => {
  const { data } = push.safeParse(body);
  if (data === undefined) return undefined;
  return toChange({ repository: data.repository.repo_name, tag: data.push_data.tag });
};
