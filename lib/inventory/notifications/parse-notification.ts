import type { RegistryChange } from '#lib/inventory/queue/scan-job';
import { amazonShape } from './amazon.ts';
import { azureShape } from './azure.ts';
import { distributionShape } from './distribution.ts';
import { dockerHubShape } from './docker-hub.ts';
import { githubShape } from './github.ts';
import { harborShape } from './harbor.ts';
import { notificationLimits } from './limits.ts';
import type { Delivery } from './notification.ts';
import { quayShape } from './quay.ts';
import { zotShape } from './zot.ts';

/** What a delivery comes to. An unknown shape is no fault of ours: a person is told that it came. */
export type ParsedNotification =
  | { readonly kind: 'changes'; readonly changes: readonly RegistryChange[] }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'too-many'; readonly count: number };

const shapes = [
  zotShape,
  harborShape,
  githubShape,
  amazonShape,
  azureShape,
  distributionShape,
  quayShape,
  dockerHubShape,
];

/**
 * Reads a notification, whichever registry it comes from. Each change is there once: a push of one tag of an image with
 * many platforms is many events about one repository.
 */
export function parseNotification(delivery: Delivery): ParsedNotification {
  const count = eventsIn(delivery.body);
  if (count > notificationLimits.eventsMax) return { kind: 'too-many', count };
  for (const read of shapes) {
    const changes = read(delivery);
    if (changes === undefined) continue;
    // One event may name many tags.
    if (changes.length > notificationLimits.eventsMax) return { kind: 'too-many', count: changes.length };
    return {
      kind: 'changes',
      changes: [...new Map(changes.map((one) => [JSON.stringify(one), one])).values()],
    };
  }
  return { kind: 'unknown' };
}

// Before the schemas: a million events would cost a second to refuse.
function eventsIn(body: unknown): number {
  if (Array.isArray(body)) return body.length;
  if (typeof body !== 'object' || body === null || !('events' in body)) return 1;
  return Array.isArray(body.events) ? body.events.length : 1;
}
