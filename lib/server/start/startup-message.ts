import type { Settings } from '#lib/server/platform/env';
import { demoReference } from './demo.ts';
import { isOnlyWorker } from './worker-backends.ts';

export type Greeting = Pick<Settings, 'port' | 'registry' | 'shared' | 'inventory'> & {
  readonly hasDemo: boolean;
  /** Undefined when no token is needed. */
  readonly token: string | undefined;
};

/** What a person reads when the server is up: the address, with the token that opens it, and things to try. */
export function startupMessage({ port, registry, shared, inventory, hasDemo, token }: Greeting): string {
  if (isOnlyWorker({ inventory })) return `Orrery scans registries, and answers /readyz on port ${port}.`;
  if (shared !== undefined)
    return `Orrery is at ${shared.origin}/, and listens on port ${port} for its proxy.`;
  const host = `localhost:${port}`;
  const address = (path: string) =>
    `http://127.0.0.1:${port}/${path}${token === undefined ? '' : `?token=${token}`}`;
  const shown = hasDemo ? `${host}/${demoReference}` : 'ghcr.io/oras-project/oras:v1.3.0';
  const inTerminal = hasDemo ? `oras discover ${shown}` : `oras push ${host}/hello:1.0 README.md`;
  const hasRegistry = registry === 'open' || (registry === 'read' && hasDemo);
  return [
    `Orrery is at ${address('')}`,
    hasRegistry ? 'Two things to try:' : 'To try:',
    `  open ${address(shown)}`,
    ...(hasRegistry ? [`  run  ${inTerminal}`] : []),
  ].join('\n');
}
