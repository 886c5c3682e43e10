import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressRange } from '#lib/server/platform/address-range';
import { isInRanges, parseIpAddress } from '#lib/server/platform/address-range';
import type { TraceParent } from '#lib/server/platform/tracing';

/** By what a request is known in front of us and here. */
export type RequestIdentity = {
  readonly id: string;
  /** The trace that a proxy in front of us has begun. */
  readonly parent: TraceParent | undefined;
};

/** The identity of a request: a proxy that we trust may have named it already, everybody else gets a name from us. */
export function identifyRequest(
  {
    headers,
    socket,
  }: Pick<IncomingMessage, 'headers'> & { readonly socket: { remoteAddress?: string | undefined } },
  trusted: readonly AddressRange[],
): RequestIdentity {
  const remote = parseIpAddress(socket.remoteAddress ?? '');
  if (remote === undefined || !isInRanges(remote, trusted)) return { id: randomUUID(), parent: undefined };
  const given = headers['x-request-id'];
  const isSane = typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given);
  return { id: isSane ? given : randomUUID(), parent: parseTraceParent(headers.traceparent) };
}

/** Undefined for a text that is none, and for the ids that mean nothing. */
function parseTraceParent(text: string | readonly string[] | undefined): TraceParent | undefined {
  const found = /^(?!ff)[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(?:$|-)/.exec(String(text ?? ''));
  const [, traceId = '', spanId = '', flags = ''] = found ?? [];
  if (!/[1-9a-f]/.test(traceId) || !/[1-9a-f]/.test(spanId)) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
