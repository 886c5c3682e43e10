/** One authority of a policy for people. */
type DescribedAuthority = {
  readonly name: string;
  /** What it asks for, in one sentence. */
  readonly says: string;
  /** What of it is not supported, in sentences; where there are any it names nobody. */
  readonly unsupported: readonly string[];
};

/** One ClusterImagePolicy for people. */
export type DescribedPolicy = {
  readonly name: string;
  readonly source: 'file' | 'inline';
  /** The globs of the images that it is about. */
  readonly images: readonly string[];
  readonly mode: 'enforce' | 'warn';
  /** Whether it is about the reference that was asked for; undefined where none was. */
  readonly applies?: boolean;
  readonly authorities: readonly DescribedAuthority[];
  readonly unsupported: readonly string[];
};

/** One statement of notation's trustpolicy.json for people. */
export type DescribedStatement = {
  readonly name: string;
  readonly source: 'file' | 'inline';
  readonly scopes: readonly string[];
  readonly applies?: boolean;
  readonly says: string;
};

/** What a policy holds, for people. */
export type PolicyDescription = {
  readonly policies: readonly DescribedPolicy[];
  readonly statements: readonly DescribedStatement[];
  /** Sigstore's trusted roots; `date` (`YYYY-MM-DD`) of the one that is built in. */
  readonly roots: readonly { readonly name: string; readonly date?: string }[];
  /** `fingerprint`: SHA-256 of the key as SPKI, in hex. */
  readonly keys: readonly { readonly name: string; readonly fingerprint: string }[];
  /** Trust stores of notation, `ca:acme`. */
  readonly stores: readonly { readonly name: string; readonly certificates: number }[];
  /** What could not be read or is not supported, in sentences. */
  readonly problems: readonly string[];
};

/** The document of `GET /api/policies`. */
export type KnownPolicies = PolicyDescription & {
  /** `none`: this Orrery has no folder of policies. */
  readonly source: 'file' | 'none';
  /** SHA-256 of all parts, in hex. */
  readonly hash: string;
  /** RFC 3339: when the folder was read last. */
  readonly asOf: string;
};
