import { z } from 'zod';
import type { NotificationShape } from './notification.ts';
import { toChange } from './notification.ts';

const event = z.object({
  source: z.literal('aws.ecr'),
  'detail-type': z.string(),
  detail: z.object({
    result: z.string().optional(),
    'action-type': z.string().optional(),
    'repository-name': z.string().optional(),
    'image-digest': z.string().optional(),
    'image-tag': z.string().optional(),
  }),
});

const about: ReadonlySet<string> = new Set(['ECR Image Action', 'ECR Referrer Action']);

/**
 * Events of Amazon ECR as EventBridge sends them to an API destination
 * (https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html). They are sent as far as that works, by
 * their own words. Scans and caches of others change nothing here.
 */
export const amazonShape: NotificationShape = ({ body }) => {
  const { data } = event.safeParse(body);
  if (data === undefined) return undefined;
  const { detail } = data;
  const repository = detail['repository-name'];
  const action = detail['action-type'];
  const isChange = action === 'PUSH' || action === 'DELETE';
  if (!about.has(data['detail-type']) || detail.result !== 'SUCCESS') return [];
  if (!isChange || repository === undefined) return [];
  return toChange({
    repository,
    tag: detail['image-tag'],
    digest: detail['image-digest'],
    isDeleted: action === 'DELETE',
  });
};
