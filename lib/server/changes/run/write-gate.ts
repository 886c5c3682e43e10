import { setImmediate as turn } from 'node:timers/promises';
import type { RegistryClient } from '#lib/registry/registry-client';

/** What every write of a run waits for; rejects when nothing may be changed any more. */
export type BeforeWrite = () => Promise<void>;

/**
 * The gate of a run. What a step tells as it begins is read and written down within the turns of the event loop in which
 * it was told; a write that comes two turns later comes after it. `failure` says why nothing may be changed.
 */
export function createWriteGate(failure: () => Error | undefined): BeforeWrite {
  return async () => {
    await turn();
    // The reader of the run rests for one turn between two batches, so that many events share one transaction.
    await turn();
    const error = failure();
    if (error !== undefined) throw error;
  };
}

/** The same client, which changes nothing before the gate lets it. */
export function guardWrites(client: RegistryClient, beforeWrite: BeforeWrite): RegistryClient {
  return {
    ...client,
    pushBlob: async (...call) => {
      await beforeWrite();
      return await client.pushBlob(...call);
    },
    putManifest: async (...call) => {
      await beforeWrite();
      return await client.putManifest(...call);
    },
    deleteManifest: async (...call) => {
      await beforeWrite();
      return await client.deleteManifest(...call);
    },
  };
}
