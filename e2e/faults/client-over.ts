import type { WritingClient } from '#e2e/fakes/test-client';
import { testLimits, writingClientOf } from '#e2e/fakes/test-client';
import type { RegistryConnection } from '#lib/registry/client/create-registry-client';
import { createRegistryConnection } from '#lib/registry/client/create-registry-client';
import type { Fetch } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';

type Handle = (request: Request) => Promise<Response>;

/** The client of the server over a registry in this process: no sockets, no waiting. */
export function clientOver(registry: string, handle: Handle): WritingClient {
  return writingClientOf(connectionOver(registry, handle));
}

/** The same as a connection, which gives a writing client for a permit only; `now` in milliseconds, still by itself. */
export function connectionOver(
  registry: string,
  handle: Handle,
  now: () => number = () => 0,
): RegistryConnection {
  return createRegistryConnection({
    registry,
    plainHttp: true,
    fetch: fetchFrom(registry, handle),
    credentials: async () => undefined,
    limits: testLimits,
    random: () => 0.5,
    now,
    delay: async (_, signal) => signal?.throwIfAborted(),
  });
}

function fetchFrom(registry: string, handle: Handle): Fetch {
  return async (url, { method, headers, body, signal }) => {
    const given = body === undefined ? {} : { body, duplex: 'half' };
    const answer = handle(new Request(url, { method, headers: { ...headers }, ...given }));
    // As with a socket: what was sent may arrive although nobody waits for the answer.
    const cancelled = new Promise<never>((_, reject) => {
      const cancel = () => reject(new RegistryError('cancelled', registry, 'It was cancelled.'));
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
    });
    try {
      return await Promise.race([answer, cancelled]);
    } catch (error) {
      if (error instanceof RegistryError) throw error;
      throw new RegistryError('connection-refused', registry, 'It could not be reached.', { cause: error });
    }
  };
}
