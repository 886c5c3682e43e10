import type { RegistryClientOptions } from '#lib/registry/create-registry-client';
import { createRegistryConnection } from '#lib/registry/create-registry-client';
import type { RegistryClient, RegistryWriter } from '#lib/registry/registry-client';
import { WritePermit } from '#lib/registry/writes/write-permit';

/** Reads and writes in one, for tests of what a client does: nothing records them. */
export type WritingClient = RegistryClient & RegistryWriter;

// For what no test looks at the record of.
const unrecorded = await WritePermit.after(async () => {});

/** A client of a connection of its own that may write. */
export function createWritingClient(options: RegistryClientOptions): WritingClient {
  const connection = createRegistryConnection(options);
  return { ...connection.client(), ...connection.writer(unrecorded) };
}
