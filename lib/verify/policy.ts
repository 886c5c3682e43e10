import type { TrustedRoot } from '@sigstore/protobuf-specs';

/** Whom an authority trusts, by a certificate. Every field that is there must fit. */
export type Identity = {
  readonly issuer?: string;
  readonly issuerRegExp?: string;
  readonly subject?: string;
  readonly subjectRegExp?: string;
  /** By the names that Fulcio gives its OIDs: what a certificate must say exactly. */
  readonly extensions?: Readonly<Record<string, string>>;
};

/** A Sigstore trusted root under the name by which policies mention it. */
export type NamedRoot = {
  readonly name: string;
  readonly root: TrustedRoot;
  /** `YYYY-MM-DD`, of the root that is built in. */
  readonly date?: string;
};

/** A public key, as PEM, under its name. */
export type NamedKey = { readonly name: string; readonly pem: string };

/** Who may sign, and what of it is asked for. */
export type Authority = {
  /** Unique in its policy. */
  readonly name: string;
  /** Forms that it takes; both where the policy names none. */
  readonly formats: readonly ('legacy' | 'bundle')[];
  /** Statements that it must have signed; none: it must have signed the artifact itself. */
  readonly attestations: readonly { readonly name: string; readonly predicateType: string }[];
  /** What of it is not supported, in sentences; where there are any it names nobody. */
  readonly unsupported: readonly string[];
  /** What a reader may not expect of it, in sentences. */
  readonly warnings: readonly string[];
  readonly trust:
    | {
        readonly by: 'key';
        readonly key: NamedKey;
        readonly hash?: 'sha256' | 'sha384' | 'sha512';
        readonly demands: Demands;
      }
    | {
        readonly by: 'keyless';
        readonly root: NamedRoot;
        readonly identities: readonly Identity[];
        readonly demands: Demands;
      }
    | { readonly by: 'notation'; readonly trustPolicy: string }
    | { readonly by: 'nothing' };
};

/** What must be carried along; undefined: what the form itself asks for. */
export type Demands = {
  /** A log entry, checked against this root; `none`: also a bundle may lack it. */
  readonly log?: NamedRoot | 'none';
  /** A time stamp, checked against this root. */
  readonly timestamp?: NamedRoot;
  /** Whether the certificate may lack the proof of a certificate log. */
  readonly ignoreCtLog: boolean;
};

/** One ClusterImagePolicy. */
export type ImagePolicy = {
  readonly name: string;
  readonly globs: readonly string[];
  /** `warn`: its verdict is shown and never fails. */
  readonly mode: 'enforce' | 'warn';
  readonly authorities: readonly Authority[];
  readonly unsupported: readonly string[];
};

/** One statement of notation's trustpolicy.json. */
export type TrustStatement = {
  readonly name: string;
  readonly registryScopes: readonly string[];
  readonly signatureVerification: {
    readonly level: 'strict' | 'permissive' | 'audit' | 'skip';
    readonly override: Readonly<Record<string, 'enforce' | 'log' | 'skip'>>;
    readonly verifyTimestamp: 'always' | 'afterCertExpiry';
  };
  /** `ca:acme`, `tsa:acme`, `signingAuthority:acme`. */
  readonly trustStores: readonly string[];
  readonly trustedIdentities: readonly string[];
};

/** Notation's own configuration: its statements, and certificates as PEM by `type:name`. */
export type NotationTrust = {
  readonly statements: readonly TrustStatement[];
  readonly stores: Readonly<Record<string, readonly string[]>>;
  readonly unsupported: readonly string[];
};

/** Everything that a check is held against. */
export type Policy = {
  readonly name: string;
  readonly source: 'file' | 'inline' | 'none';
  /** SHA-256 of its parts, in hex. */
  readonly hash: string;
  readonly policies: readonly ImagePolicy[];
  readonly roots: readonly NamedRoot[];
  readonly keys: readonly NamedKey[];
  readonly notation?: NotationTrust;
  /** What could not be read, in sentences. */
  readonly problems: readonly string[];
};
