import type { CallContext } from '#lib/registry/calls/get-manifest';
import type { Retry } from '#lib/registry/transport/retry';

/** What calls that change something need besides: the registry's origin, which they never leave, and its retries. */
export type WriteContext = CallContext & { readonly origin: string; readonly retry: Retry };
