/** As much of the certified provider as tests use; the package brings no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    callback(): (incoming: IncomingMessage, outgoing: ServerResponse) => void;
    on(event: string, listener: (...given: readonly unknown[]) => void): this;
  }
}
