import { z } from 'zod';
import { isDigest } from '#lib/oci/digest';
import { cloudEventOf } from './cloud-event.ts';
import type { NotificationShape } from './notification.ts';
import { toChange } from './notification.ts';

const image = z.object({ name: z.string(), reference: z.string().optional(), digest: z.string().optional() });

/** Their prefix is a setting of zot since 2.1.21. */
const known = /\.(?:image\.(?:updated|deleted|lint_failed)|repository\.created)$/;

/** Events of zot (https://zotregistry.dev/latest/articles/events/). What failed its lint was not stored. */
export const zotShape: NotificationShape = (delivery) => {
  const event = cloudEventOf(delivery);
  if (event === undefined || !known.test(event.type)) return undefined;
  const { data } = image.safeParse(event.data);
  if (data === undefined) return undefined;
  if (event.type.endsWith('.lint_failed')) return [];
  const { name, reference, digest } = data;
  const tag = reference === undefined || isDigest(reference) ? undefined : reference;
  const isDeleted = event.type.endsWith('.deleted');
  return toChange({ repository: name, tag, digest: digest || reference, isDeleted });
};
