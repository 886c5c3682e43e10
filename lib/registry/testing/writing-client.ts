import type { RegistryConnection } from '#lib/registry/client/create-registry-client';
import type { RegistryClient, RegistryWriter } from '#lib/registry/registry-client';
import { WritePermit } from '#lib/registry/writes/write-permit';

/** Reads and writes in one, for tests of what a client does: nothing records them. */
export type WritingClient = RegistryClient & RegistryWriter;

// For what no test looks at the record of.
const unrecorded = await WritePermit.after(async () => {});

/** A client that reads and writes over this connection. */
export function writingClientOf(connection: RegistryConnection): WritingClient {
  return { ...connection.client(), ...connection.writer(unrecorded) };
}
