import { z } from 'zod';
import type { Delivery } from './notification.ts';

const structured = z.object({ specversion: z.string(), type: z.string(), data: z.unknown() });

/** A CloudEvent, whichever way it travels. */
export type CloudEvent = { readonly type: string; readonly data: unknown };

/**
 * The CloudEvent of a delivery: in binary mode its type is a header and the body its data, in structured mode both stand
 * in the body (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md).
 * Undefined for what is none.
 */
export function cloudEventOf({ header, body }: Delivery): CloudEvent | undefined {
  const type = header('ce-type');
  if (type !== null) return { type, data: body };
  return structured.safeParse(body).data;
}
