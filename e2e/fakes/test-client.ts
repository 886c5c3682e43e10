import type { Script } from '#e2e/fakes/scripted-fetch';
import { scriptedFetch } from '#e2e/fakes/scripted-fetch';
import type { Credential } from '#lib/registry/auth/credential';
import type { RegistryClientOptions, RegistryConnection } from '#lib/registry/client/create-registry-client';
import { createRegistryConnection } from '#lib/registry/client/create-registry-client';
import type { RegistryLimits } from '#lib/registry/limits';
import type { RegistryClient, RegistryWriter } from '#lib/registry/registry-client';
import { WritePermit } from '#lib/registry/writes/write-permit';

/** Numbers small enough to be reached in a test. */
export const testLimits: RegistryLimits = {
  manifestMaxBytes: 4096,
  listPageMaxBytes: 64 * 1024,
  errorMaxBytes: 16 * 1024,
  tokenMaxBytes: 4096,
  metadataTimeoutMs: 5000,
  redirectsMax: 3,
  attemptsMax: 4,
  retryBaseMs: 250,
  retryCapMs: 8000,
  retryBudgetMs: 20_000,
  uploadChunkBytes: 1024,
  referrersPagesMax: 5,
  referrersMaxBytes: 128 * 1024,
  requestsPerRegistry: 8,
  requestsPerRegistryMax: 24,
  requestsAtOnce: 64,
  downloadsAtOnce: 3,
  downloadsAtOncePerSession: 2,
  downloadResumesMax: 3,
  breakerFailuresMax: 5,
  breakerCallsMin: 20,
  breakerWindowMs: 30_000,
  breakerPauseMs: 10_000,
};

/** A client of `registry.example` over a script; waits are noted and not waited. */
export function testClient(
  script: Script,
  options: Partial<RegistryClientOptions> & { readonly credential?: Credential } = {},
) {
  const { fetch, sent } = scriptedFetch(script);
  const waits: number[] = [];
  let clockMs = 0;
  const connection = createRegistryConnection({
    registry: 'registry.example',
    plainHttp: false,
    fetch,
    credentials: async () => options.credential,
    limits: testLimits,
    random: () => 0.5,
    now: () => clockMs,
    delay: async (milliseconds) => {
      waits.push(milliseconds);
      clockMs += milliseconds;
    },
    ...options,
  });
  return { client: writingClientOf(connection), sent, waits };
}

/** Reads and writes in one, for tests of what a client does: nothing records them. */
export type WritingClient = RegistryClient & RegistryWriter;

// For what no test looks at the record of.
const unrecorded = await WritePermit.after(async () => {});

/** A client that reads and writes over this connection. */
export function writingClientOf(connection: RegistryConnection): WritingClient {
  return { ...connection.client(), ...connection.writer(unrecorded) };
}
