/** A policy as a person sends it inline, and as the folder of policies is read: nothing of it is checked yet. */
export type PolicyParts = {
  /** ClusterImagePolicy documents, as objects or as YAML or JSON text with any number of documents. */
  readonly documents?: readonly unknown[];
  /** Sigstore trusted roots, as objects or as JSON or JSON Lines text, by the names that policies give them. */
  readonly trustedRoots?: Readonly<Record<string, unknown>>;
  /** Public keys as PEM, by name. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Notation's own configuration. */
  readonly notation?: {
    /** The content of trustpolicy.json, as an object or as text. */
    readonly trustPolicy?: unknown;
    /** Certificates as PEM, by `ca:acme`, `tsa:acme` or `signingAuthority:acme`. */
    readonly trustStores?: Readonly<Record<string, readonly string[]>>;
  };
};
