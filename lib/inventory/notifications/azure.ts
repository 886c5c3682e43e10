import { z } from 'zod';
import { changeOfEvent, distributionEvent } from './distribution.ts';
import type { NotificationShape } from './notification.ts';

const webhook = distributionEvent.extend({ request: z.object({ host: z.string() }) });

const eventGrid = z.array(
  z.object({
    eventType: z.string().startsWith('Microsoft.ContainerRegistry.'),
    data: distributionEvent,
  }),
);

/**
 * Webhooks of Azure Container Registry, each one event as distribution writes it
 * (https://learn.microsoft.com/azure/container-registry/container-registry-webhook-reference), and the same in the
 * list that Event Grid sends.
 */
export const azureShape: NotificationShape = ({ body }) => {
  const single = webhook.safeParse(body).data;
  if (single !== undefined) return changeOfEvent(single);
  return eventGrid.safeParse(body).data?.flatMap(({ data }) => changeOfEvent(data));
};

const validation = z.tuple([
  z.object({
    eventType: z.literal('Microsoft.EventGrid.SubscriptionValidationEvent'),
    data: z.object({ validationCode: z.string().max(200) }),
  }),
]);

/**
 * The code that Event Grid wants back before it sends anything; undefined for every other body
 * (https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema).
 */
export function validationCodeOf(body: unknown): string | undefined {
  return validation.safeParse(body).data?.[0].data.validationCode;
}
