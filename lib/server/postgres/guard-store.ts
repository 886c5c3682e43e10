import { StoreError } from '#lib/server/platform/store-error';

type Calls = { readonly [name: string]: (...given: never[]) => Promise<unknown> };

/**
 * The same calls, which reject with a StoreError `store-unavailable` where the database cannot be reached or takes no
 * work: at once while it is known to be away, since who waits for a connection waits for seconds.
 */
export function guardStore<Store extends Calls>(store: Store, isReady: () => boolean): Store {
  return new Proxy(store, {
    get: (calls, name) => {
      const call = Reflect.get(calls, name);
      if (typeof call !== 'function') return call;
      return async (...given: unknown[]) => {
        if (!isReady()) throw storeUnavailable();
        try {
          return await Reflect.apply(call, calls, given);
        } catch (error) {
          throw isAway(error) ? storeUnavailable(error) : error;
        }
      };
    },
  });
}

function storeUnavailable(cause?: unknown): StoreError {
  return new StoreError('store-unavailable', 'The database does not answer.', { cause });
}

/**
 * Whether an error says that the database is away, and not that it refused a statement: it has none of the codes that the
 * server itself gives, or one for a server that is starting, stopping, full, too slow, or takes no writes.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(?:08|53|57P|58)/.test(code) || code === '25006' || code === '57014') return true;
  if (/^E[A-Z]+$/.test(code) || code === 'store-unavailable') return true;
  return code === '' && /connect|terminat|timeout|Connection/.test(error.message);
}
