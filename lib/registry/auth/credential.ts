/**
 * What a person or a Docker config has for one registry. An identity token is exchanged for access tokens by POST
 * (https://github.com/distribution/distribution/blob/v3.0.0/docs/content/spec/auth/oauth.md); a registry token is sent as bearer token as it is.
 */
export type Credential = (
  | { readonly kind: 'basic'; readonly username: string; readonly password: Secret }
  | { readonly kind: 'identity-token'; readonly token: Secret }
  | { readonly kind: 'registry-token'; readonly token: Secret }
) & {
  /** Another repository of the same registry may have another credential, so this one is not tried there. */
  readonly perRepository?: boolean;
};

/**
 * Looks up the credential of a registry, `host[:port]` as in references (`docker.io`), for what lies in a repository;
 * undefined means anonymous.
 */
export type CredentialSource = (registry: string, repository?: string) => Promise<Credential | undefined>;

/** The value of an `Authorization` header for a user name and password, in UTF-8 (https://www.rfc-editor.org/rfc/rfc7617#section-2). */
export function basicAuthorization(username: string, password: Secret): string {
  const bytes = new TextEncoder().encode(`${username}:${password.reveal()}`);
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}

const mask = '[secret]';

/**
 * A text that must not leave the process by accident: every way of printing it gives `[secret]`, and only
 * {@link Secret.reveal} the text itself. Logs, errors and JSON may hold one without harm.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text, for the one header or form field that needs it. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [Symbol.toPrimitive](): string {
    return mask;
  }

  // What Node's util.inspect and console ask for.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return mask;
  }
}
