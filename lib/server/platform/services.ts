import type { Settings } from './env.ts';
import { processGlobal } from './process-global.ts';

/** The registry that this process serves at `/v2/` itself; route handlers ask it without a socket. */
export type EmbeddedRegistry = {
  /** `host:port` spellings under which it is our own: localhost:3000, 127.0.0.1:3000, [::1]:3000. */
  readonly hosts: readonly string[];
  readonly handle: (request: Request) => Promise<Response>;
};

/** What the process was started with. */
export type Services = {
  readonly settings: Settings;
  readonly embedded: EmbeddedRegistry | undefined;
};

const state = processGlobal('services', (): { services?: Services } => ({}));

/** Hands the services from our own server to the route handlers; only plain values and functions of a Request pass here. */
export function provideServices(services: Services): void {
  state.services = services;
}

/**
 * The services of this process.
 *
 * @throws Error before the server has started
 */
export function getServices(): Services {
  if (state.services === undefined) throw new Error('The server was not started through lib/server/main.ts.');
  return state.services;
}
