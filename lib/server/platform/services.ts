import type { Books } from '#lib/server/plans/open-persistence';
import type { Settings } from './env.ts';

/** The registry that this process serves at `/v2/` itself; asked without a socket. */
export type EmbeddedRegistry = {
  /** `host:port` spellings under which it is our own: localhost:3000, 127.0.0.1:3000, [::1]:3000. */
  readonly hosts: readonly string[];
  readonly handle: (request: Request) => Promise<Response>;
};

/** What the process has been started with. */
export type Services = {
  readonly settings: Settings;
  readonly embedded: EmbeddedRegistry | undefined;
  /** Undefined where nothing is changed, as in most tests. */
  readonly books?: Books | undefined;
};

const key = Symbol.for('orrery.services');
type Holder = { [key]?: Services };

/**
 * Hands the services from our own server to the route handlers. They run in one process but Next bundles its modules
 * apart, so that a plain module variable would exist twice: only plain values and Request → Response functions may pass here.
 */
export function provideServices(services: Services): void {
  (globalThis as Holder)[key] = services;
}

/** The services of this process; throws before the server has started. */
export function getServices(): Services {
  const services = (globalThis as Holder)[key];
  if (services === undefined) throw new Error('The server was not started through lib/server/main.ts.');
  return services;
}
