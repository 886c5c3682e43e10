import type { RegistryLimits } from '#lib/registry/limits';
import type { Exchange } from '#lib/registry/transport/exchange';
import type { Retry } from '#lib/registry/transport/retry';

/** What every call to a registry works with. */
export type CallContext = {
  readonly registry: string;
  readonly exchange: Exchange;
  readonly limits: RegistryLimits;
};

/** What calls that change something need besides: the registry's origin, which they never leave, and its retries. */
export type WriteContext = CallContext & { readonly origin: string; readonly retry: Retry };
