import { demoReference } from '#lib/server/start/demo';

/** What a person reads when the server is up: the address and two things to try. */
export function greeting(port: number, hasDemo: boolean): string {
  const address = `http://127.0.0.1:${port}`;
  const host = `localhost:${port}`;
  const inBrowser = hasDemo
    ? `${address}/${host}/${demoReference}`
    : `${address}/ghcr.io/oras-project/oras:v1.3.0`;
  const inTerminal = hasDemo
    ? `oras discover ${host}/${demoReference}`
    : `oras push ${host}/hello:1.0 README.md`;
  return [`Orrery is at ${address}. Two things to try:`, `  open ${inBrowser}`, `  run  ${inTerminal}`].join(
    '\n',
  );
}
