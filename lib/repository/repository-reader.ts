import { createSemaphore } from '#lib/async/semaphore';
import type { RegistryClient } from '#lib/registry/registry-client';
import { readerCallsMax } from './limits.ts';

/** How one repository is read: every call passes `call`, which bounds how many are under way. */
export type RepositoryReader = {
  readonly client: RegistryClient;
  /** Name within the registry. */
  readonly repository: string;
  /**
   * One call of the client. Rejects with the errors of the client where the registry did not answer; with anything else
   * the whole reading ends.
   */
  readonly call: <T>(call: (signal: AbortSignal) => Promise<T>) => Promise<T>;
};

/** A reader with a bounded number of calls under way. After `signal` was aborted each call rejects with its reason. */
export function createRepositoryReader(
  client: RegistryClient,
  repository: string,
  signal: AbortSignal,
): RepositoryReader {
  const semaphore = createSemaphore(readerCallsMax);
  return {
    client,
    repository,
    call: (call) =>
      semaphore.run(async () => {
        signal.throwIfAborted();
        try {
          return await call(signal);
        } catch (error) {
          signal.throwIfAborted();
          throw error;
        }
      }),
  };
}
